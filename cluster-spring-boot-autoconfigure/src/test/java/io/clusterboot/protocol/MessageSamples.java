package io.clusterboot.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ListenerStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Messages of every kind with arbitrary content, repeatable by seed.
 */
final class MessageSamples {

	private static final String LETTERS = "ab Z09\n\"\\\u0000\u00e4\u20ac\u4e2d";

	private final Random random;

	MessageSamples(long seed) {
		this.random = new Random(seed);
	}

	Message.FromWorker fromWorker() {
		return switch (this.random.nextInt(5)) {
			case 0 -> new Message.Hello(MessageCodec.VERSION, text(), this.random.nextLong());
			case 1 -> new Message.Listening(text(), this.random.nextInt());
			case 2 -> new Message.Ready();
			case 3 -> new Message.Heartbeat(load());
			default -> new Message.StatusRequest(this.random.nextLong());
		};
	}

	Message.FromPrimary fromPrimary() {
		return switch (this.random.nextInt(3)) {
			case 0 -> new Message.Welcome(this.random.nextInt());
			case 1 -> new Message.Rejected(text());
			default -> new Message.StatusReply(this.random.nextLong(), status(this.random.nextInt(5)));
		};
	}

	Message any() {
		return (this.random.nextBoolean()) ? fromWorker() : fromPrimary();
	}

	ClusterStatus status(int workers) {
		PrimaryStatus primary = new PrimaryStatus(this.random.nextLong(), instant(), duration());
		return new ClusterStatus(primary, this.random.nextInt(), this.random.nextInt(),
				list(this.random.nextInt(3), this::listener), list(workers, this::worker));
	}

	private ListenerStatus listener() {
		return new ListenerStatus(text(), this.random.nextInt(), text(), maybe(this::text));
	}

	private WorkerStatus worker() {
		WorkerIdentity identity = new WorkerIdentity(this.random.nextLong(), this.random.nextInt(),
				this.random.nextInt());
		WorkerState state = WorkerState.values()[this.random.nextInt(WorkerState.values().length)];
		return new WorkerStatus(identity, this.random.nextLong(), state, this.random.nextBoolean(),
				maybe(this.random::nextLong), instant(), duration(), this.random.nextInt(), maybe(this::exit),
				maybe(this::duration), this.random.nextInt(), load());
	}

	private WorkerExit exit() {
		return new WorkerExit(this.random.nextInt(), maybe(this::text), text(), instant());
	}

	WorkerLoad load() {
		return new WorkerLoad(this.random.nextLong(), this.random.nextLong(), this.random.nextLong(),
				this.random.nextLong(), this.random.nextLong(), this.random.nextLong(), this.random.nextDouble(),
				this.random.nextInt());
	}

	private Instant instant() {
		return Instant.ofEpochSecond(this.random.nextInt(), this.random.nextInt(1_000_000_000));
	}

	private Duration duration() {
		return Duration.ofSeconds(this.random.nextLong(), this.random.nextInt(1_000_000_000));
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(60); i > 0; i--) {
			text.append(LETTERS.charAt(this.random.nextInt(LETTERS.length())));
		}
		return text.toString();
	}

	private <T> @Nullable T maybe(Supplier<T> supplier) {
		return (this.random.nextBoolean()) ? supplier.get() : null;
	}

	private <T> List<T> list(int size, Supplier<T> supplier) {
		List<T> values = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			values.add(supplier.get());
		}
		return values;
	}

}
