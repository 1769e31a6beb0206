package io.clusterboot.messaging;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a message, of which the first counts.
 */
final class Answer implements Consumer<@Nullable Object> {

	private final Consumer<@Nullable Object> asker;

	private final AtomicBoolean given = new AtomicBoolean();

	Answer(Consumer<@Nullable Object> asker) {
		this.asker = asker;
	}

	@Override
	public void accept(@Nullable Object message) {
		if (!this.given.get()) {
			this.asker.accept(message);
			// Not before, because one that cannot be sent is none.
			this.given.set(true);
		}
	}

	boolean isGiven() {
		return this.given.get();
	}

}
