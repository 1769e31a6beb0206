package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Notices that no worker is left and none is wanted. The application has a moment to fork
 * another one: it hears of the last exit at the same time.
 */
final class Vacancy {

	static final Duration GRACE = Duration.ofSeconds(2);

	private @Nullable Instant since;

	/**
	 * Return whether nobody is left for good.
	 * @param slots the slots
	 * @param now the time
	 * @return {@code true} once that has lasted
	 */
	boolean lasts(Slots slots, Instant now) {
		boolean empty = slots.running().findAny().isEmpty() && slots.wanted().findAny().isEmpty();
		if (!empty) {
			this.since = null;
		}
		else if (this.since == null) {
			this.since = now;
		}
		return this.since != null && !now.isBefore(this.since.plus(GRACE));
	}

}
