package io.clusterboot.context;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.protocol.ControlClient;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;
import io.clusterboot.supervisor.GenerationSource;
import io.clusterboot.supervisor.RecycleSettings;
import io.clusterboot.supervisor.Supervisor;
import io.clusterboot.supervisor.SupervisorListener;
import io.clusterboot.supervisor.SupervisorSettings;
import io.clusterboot.supervisor.Unsteered;
import io.clusterboot.supervisor.WorkerProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ControlEvents}, between a supervisor and the control channel.
 */
class ControlEventsTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	private static final WorkerLoad LOAD = new WorkerLoad(1, 0, 2, 3, 4, 5, 6, 7, 7.5, 8);

	private final List<String> warnings = new CopyOnWriteArrayList<>();

	private final Received received = new Received();

	private final Supervisor supervisor = new Supervisor(settings(), (request, onExit) -> new IdleProcess(),
			SupervisorListener.NO_OP, 4200, Instant.now(), new Unsteered(List.of()), GenerationSource.NONE);

	private @Nullable ControlServer server;

	private ControlClient client;

	@BeforeEach
	void connect(@TempDir Path directory) throws Exception {
		Path socket = directory.resolve("control.sock");
		ControlServer server = new ControlServer(socket, events(() -> this.supervisor, () -> this.server));
		this.server = server;
		this.supervisor.start();
		// What is said for a worker that is not forked yet would be ignored.
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> !this.supervisor.status().get(20, TimeUnit.SECONDS).workers().isEmpty());
		this.client = ControlClient.connect(socket, server.issueToken(WORKER), 4242, this.received);
	}

	private ControlEvents events(Supplier<@Nullable Supervisor> supervisor, Supplier<@Nullable ControlServer> server) {
		ConfigurationChanges changes = new ConfigurationChanges(Map.of("cluster.workers", "2"), this.warnings::add);
		PrimaryOperations operations = new PrimaryOperations(supervisor, (change) -> {
		});
		return new ControlEvents(supervisor, server, new RemoteRequests(operations, server), new MessageRelay(server),
				changes);
	}

	@AfterEach
	void close() {
		this.client.close();
		if (this.server != null) {
			this.server.close();
		}
		this.supervisor.close();
	}

	@Test
	void readyMakesWorkerReady() throws Exception {
		assertThat(worker().state()).isEqualTo(WorkerState.STARTING);
		this.client.send(new Message.Listening("*", 8080));
		this.client.send(new Message.Ready());
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(worker().state()).isEqualTo(WorkerState.READY));
	}

	@Test
	void heartbeatTellsLoad() throws Exception {
		this.client.send(new Message.Ready());
		this.client.send(new Message.Heartbeat(LOAD));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(worker().load()).isEqualTo(LOAD));
	}

	@Test
	void configuredIsComparedWithThePrimarys() throws Exception {
		this.client.send(new Message.Configured(Map.of("cluster.workers", "3")));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.warnings).singleElement().asString().contains("is now 3 but was 2"));
	}

	@Test
	void statusRequestIsAnsweredWithItsNumber() throws Exception {
		this.client.send(new Message.StatusRequest(17));
		Message.FromPrimary message = this.received.messages.poll(20, TimeUnit.SECONDS);
		assertThat(message).isInstanceOfSatisfying(Message.StatusReply.class, (reply) -> {
			assertThat(reply.request()).isEqualTo(17);
			assertThat(reply.status().primary().pid()).isEqualTo(4200);
			assertThat(reply.status().workers()).extracting(WorkerStatus::identity).containsExactly(WORKER);
		});
	}

	@Test
	void eventsWhenThereIsNoSupervisorYetAreDropped() {
		ControlEvents events = events(() -> null, () -> null);
		assertThatNoException().isThrownBy(() -> {
			events.online(WORKER, 4242);
			events.message(WORKER, new Message.Ready());
			events.message(WORKER, new Message.StatusRequest(1));
			events.disconnected(WORKER);
		});
	}

	private WorkerStatus worker() throws Exception {
		ClusterStatus status = this.supervisor.status().get(20, TimeUnit.SECONDS);
		return status.workers().get(0);
	}

	private static SupervisorSettings settings() {
		Duration minute = Duration.ofMinutes(1);
		return new SupervisorSettings(1, true, 1, minute, minute, minute, true, 5, minute, minute, minute, minute,
				false, minute, minute, minute, minute, minute, RecycleSettings.NEVER);
	}

	/**
	 * What the primary says to the worker.
	 */
	private static final class Received implements ControlClient.Listener {

		private final BlockingQueue<Message.FromPrimary> messages = new LinkedBlockingQueue<>();

		@Override
		public void message(Message.FromPrimary message) {
			this.messages.add(message);
		}

		@Override
		public void closed(@Nullable Throwable cause) {
		}

	}

	/**
	 * A worker process that is never there.
	 */
	private static final class IdleProcess implements WorkerProcess {

		@Override
		public long pid() {
			return 4242;
		}

		@Override
		public void terminate() {
		}

		@Override
		public void kill() {
		}

		@Override
		public void dumpThreads() {
		}

	}

}
