package io.clusterboot.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterFigures;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.Envelope;
import io.clusterboot.ListenerStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.QueueFigures;
import io.clusterboot.Receipt;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.RestartReason;
import io.clusterboot.SlotFigures;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerChange;
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
		return switch (this.random.nextInt(11)) {
			case 0 -> new Message.Hello(MessageCodec.VERSION, text(), this.random.nextLong());
			case 1 -> new Message.Listening(text(), this.random.nextInt());
			case 2 -> new Message.Ready();
			case 3 -> new Message.Heartbeat(load());
			case 4 -> new Message.OperationRequest(this.random.nextLong(), operation());
			case 5 -> new Message.Post(this.random.nextLong(), envelope(), receipt());
			case 6 -> new Message.Handled(this.random.nextLong(), receipt());
			case 7 -> new Message.LeadershipReleased();
			case 8 -> new Message.Configured(Map.of(text() + "a", text(), text() + "b", text()));
			case 9 -> new Message.Refusing();
			default -> new Message.StatusRequest(this.random.nextLong());
		};
	}

	Message.FromPrimary fromPrimary() {
		return switch (this.random.nextInt(12)) {
			case 0 -> new Message.Welcome(this.random.nextInt());
			case 1 -> new Message.Rejected(text());
			case 2 -> new Message.OperationReply(this.random.nextLong(), maybe(this::text), this.random.nextBoolean(),
					maybe(this::forked), maybe(() -> status(2)));
			case 3 -> new Message.Known(settings(), list(this.random.nextInt(5), this::change));
			case 4 -> new Message.Changed(change());
			case 5 -> new Message.SetUp(settings());
			case 6 -> new Message.AllReady(status(this.random.nextInt(3)));
			case 7 -> (Message.FromPrimary) new Message.Post(this.random.nextLong(), envelope(), receipt());
			case 8 -> new Message.Reloaded(reload());
			case 9 -> new Message.Join(this.random.nextInt(101));
			case 10 -> new Message.Shed(this.random.nextInt());
			default -> new Message.StatusReply(this.random.nextLong(), status(this.random.nextInt(5)));
		};
	}

	private Operation operation() {
		return switch (this.random.nextInt(7)) {
			case 0 -> new Operation.Fork(Map.of(text() + "a", text(), text() + "b", text()));
			case 1 -> new Operation.Scale(this.random.nextInt());
			case 2 -> new Operation.LeaveAll();
			case 3 -> new Operation.Reload();
			case 4 -> new Operation.Restart(this.random.nextInt());
			case 5 -> new Operation.Park(this.random.nextInt(), this.random.nextBoolean());
			default -> new Operation.Leave(this.random.nextLong(), this.random.nextBoolean());
		};
	}

	private Receipt receipt() {
		return new Receipt(this.random.nextInt(), this.random.nextLong());
	}

	private Envelope envelope() {
		byte[] body = new byte[this.random.nextInt(5000)];
		this.random.nextBytes(body);
		Envelope.Format[] formats = Envelope.Format.values();
		return new Envelope(this.random.nextLong(), this.random.nextLong(),
				formats[this.random.nextInt(formats.length)], text(), body);
	}

	private ClusterSettings settings() {
		return new ClusterSettings(list(this.random.nextInt(3), this::text), list(this.random.nextInt(3), this::text),
				Map.of(text(), text()), maybe(() -> Path.of("/tmp", "folder")), this.random.nextBoolean());
	}

	private WorkerChange.Forked forked() {
		return new WorkerChange.Forked(identity(), this.random.nextLong());
	}

	private WorkerChange change() {
		return switch (this.random.nextInt(8)) {
			case 0 -> forked();
			case 7 -> leadership();
			case 1 -> new WorkerChange.Online(identity());
			case 2 -> new WorkerChange.Listening(identity(), text(), this.random.nextInt());
			case 3 -> new WorkerChange.Ready(identity());
			case 4 -> new WorkerChange.Leaving(identity());
			case 5 -> new WorkerChange.Disconnected(identity());
			default -> new WorkerChange.Exited(identity(), exit());
		};
	}

	Message any() {
		return (this.random.nextBoolean()) ? fromWorker() : fromPrimary();
	}

	ClusterStatus status(int workers) {
		PrimaryStatus primary = new PrimaryStatus(this.random.nextLong(), instant(), duration());
		return new ClusterStatus(primary, this.random.nextInt(), this.random.nextInt(),
				list(this.random.nextInt(3), this::listener), maybe(this::reload), list(workers, this::worker),
				figures(workers));
	}

	private ClusterFigures figures(int slots) {
		Map<RestartReason, Long> restarts = new EnumMap<>(RestartReason.class);
		for (RestartReason reason : RestartReason.values()) {
			if (this.random.nextBoolean()) {
				restarts.put(reason, this.random.nextLong());
			}
		}
		return new ClusterFigures(restarts, this.random.nextLong(), this.random.nextLong(), list(slots, this::slot),
				list(slots, this::queue));
	}

	private SlotFigures slot() {
		return new SlotFigures(this.random.nextInt(), this.random.nextLong(), this.random.nextLong(),
				this.random.nextLong(), duration(), maybe(this::duration));
	}

	private QueueFigures queue() {
		return new QueueFigures(maybe(this.random::nextInt), this.random.nextLong(), this.random.nextLong(),
				this.random.nextLong());
	}

	private WorkerChange leadership() {
		return switch (this.random.nextInt(3)) {
			case 0 -> new WorkerChange.Elected(identity());
			case 1 -> new WorkerChange.Resigning(identity());
			default -> new WorkerChange.Resigned(identity());
		};
	}

	private WorkerIdentity identity() {
		return new WorkerIdentity(this.random.nextLong(), this.random.nextInt(), this.random.nextInt());
	}

	private ListenerStatus listener() {
		return new ListenerStatus(text(), this.random.nextInt(), text(), text(), maybe(this::text),
				list(this.random.nextInt(3), this::socket), list(this.random.nextInt(3), this::text));
	}

	private SocketStatus socket() {
		return new SocketStatus(this.random.nextInt(), maybe(this.random::nextLong), this.random.nextInt());
	}

	private ReloadStatus reload() {
		ReloadState state = ReloadState.values()[this.random.nextInt(ReloadState.values().length)];
		return new ReloadStatus(this.random.nextLong(), state, this.random.nextInt(), instant(), maybe(this::instant),
				maybe(this::text));
	}

	private WorkerStatus worker() {
		WorkerState state = WorkerState.values()[this.random.nextInt(WorkerState.values().length)];
		return new WorkerStatus(identity(), this.random.nextLong(), state, this.random.nextBoolean(),
				maybe(this.random::nextLong), instant(), duration(), this.random.nextInt(), maybe(this::exit),
				maybe(this::duration), this.random.nextInt(), load());
	}

	private WorkerExit exit() {
		return new WorkerExit(this.random.nextInt(), maybe(this::text), text(), instant(), this.random.nextBoolean());
	}

	WorkerLoad load() {
		return new WorkerLoad(this.random.nextLong(), this.random.nextLong(), this.random.nextLong(),
				this.random.nextLong(), this.random.nextLong(), this.random.nextLong(), this.random.nextLong(),
				this.random.nextLong(), this.random.nextDouble(), this.random.nextInt());
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
