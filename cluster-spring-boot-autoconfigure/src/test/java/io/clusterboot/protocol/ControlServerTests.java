package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.ClusterStatus;
import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlServer}.
 */
class ControlServerTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity OTHER = new WorkerIdentity(2, 1, 1);

	@TempDir
	private Path directory;

	private Path socket;

	private final RecordingHandler handler = new RecordingHandler();

	private ControlServer server;

	@BeforeEach
	void start() throws IOException {
		this.socket = this.directory.resolve("control.sock");
		this.server = new ControlServer(this.socket, this.handler);
	}

	@AfterEach
	void stop() {
		this.server.close();
		assertThat(this.socket).doesNotExist();
	}

	@Test
	void helloWhenTokenIsGoodIsWelcomedAndMessagesReachTheHandlerInOrder() throws Exception {
		try (RawConnection worker = new RawConnection(this.socket)) {
			worker.hello(this.server.issueToken(WORKER));
			worker.send(new Message.Listening("*", 8080)).send(new Message.Ready());
			assertThat(worker.read()).isEqualTo(new Message.Welcome(1));
			awaitEvents("online 1 4711", "1 Listening[address=*, port=8080]", "1 Ready[]");
		}
		awaitEvents("online 1 4711", "1 Listening[address=*, port=8080]", "1 Ready[]", "disconnected 1");
	}

	@Test
	void helloWhenTokenWasUsedIsRejected() throws Exception {
		String token = this.server.issueToken(WORKER);
		try (RawConnection first = new RawConnection(this.socket).hello(token)) {
			assertThat(first.read()).isEqualTo(new Message.Welcome(1));
			assertRejected(token);
			assertThat(this.handler.events()).containsExactly("online 1 4711");
		}
	}

	@Test
	void helloWhenTokenIsUnknownOrRevokedIsRejected() throws Exception {
		String token = this.server.issueToken(WORKER);
		this.server.revoke(WORKER.id());
		assertRejected(token);
		assertRejected("");
	}

	@Test
	void helloWhenVersionDiffersIsRejectedNamingBoth() throws Exception {
		try (RawConnection worker = new RawConnection(this.socket)) {
			byte[] hello = ByteBuffer.allocate(12)
				.putInt(8)
				.put((byte) 1)
				.putInt(2)
				.putShort((short) -1)
				.put((byte) 7)
				.array();
			worker.send(hello);
			assertThat(worker.read()).isInstanceOfSatisfying(Message.Rejected.class,
					(rejected) -> assertThat(rejected.reason()).contains("worker speaks version 2", "primary 1"));
			assertThat(worker.read()).isNull();
		}
	}

	@Test
	void connectWhenPeerIsNotAllowedIsClosed() throws Exception {
		restart(ControlSettings.DEFAULT.withPeerCheck((channel) -> false));
		try (BrokenLogging logging = new BrokenLogging(); RawConnection stranger = new RawConnection(this.socket)) {
			assertClosed(stranger);
		}
		assertThat(this.handler.events()).isEmpty();
	}

	@Test
	void messageWhenBeforeHelloClosesTheConnection() throws Exception {
		try (RawConnection worker = new RawConnection(this.socket).send(new Message.Ready())) {
			assertClosed(worker);
		}
		assertThat(this.handler.events()).isEmpty();
	}

	@Test
	void helloWhenSecondClosesThatConnectionOnly() throws Exception {
		try (RawConnection worker = welcomed(WORKER); RawConnection other = welcomed(OTHER)) {
			worker.hello(this.server.issueToken(WORKER));
			assertClosed(worker);
			awaitEvents("online 1 4711", "online 2 4711", "disconnected 1");
			assertServes(other, OTHER);
		}
	}

	@Test
	void frameWhenTooLongBeforeHelloClosesTheConnection() throws Exception {
		try (RawConnection worker = new RawConnection(this.socket)) {
			worker.send(ByteBuffer.allocate(4).putInt(4097).array());
			assertClosed(worker);
		}
	}

	@Test
	void connectionWhenSilentOrHalfSaidIsClosedAfterTheTimeout() throws Exception {
		restart(ControlSettings.DEFAULT.withHelloTimeout(Duration.ofMillis(300)));
		long start = System.nanoTime();
		try (RawConnection worker = welcomed(WORKER);
				RawConnection silent = new RawConnection(this.socket);
				RawConnection half = new RawConnection(this.socket).send(new byte[] { 0, 0, 0 })) {
			assertClosed(silent);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
			assertClosed(half);
			assertServes(worker, WORKER);
		}
	}

	@Test
	void connectWhenManyAreSilentWaitsAndIsServedThen() throws Exception {
		AtomicInteger accepted = new AtomicInteger();
		restart(ControlSettings.DEFAULT.withHelloTimeout(Duration.ofMillis(500)).withAcceptor((listener) -> {
			SocketChannel channel = listener.accept();
			accepted.addAndGet((channel != null) ? 1 : 0);
			return channel;
		}, Duration.ofSeconds(1)));
		List<RawConnection> silent = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			silent.add(new RawConnection(this.socket));
		}
		try (RawConnection worker = new RawConnection(this.socket).hello(this.server.issueToken(WORKER))) {
			Awaitility.await().during(Duration.ofMillis(150)).until(() -> accepted.get() <= 65);
			assertThat(worker.read()).isEqualTo(new Message.Welcome(1));
		}
		for (RawConnection connection : silent) {
			assertClosed(connection);
			connection.close();
		}
	}

	@Test
	void acceptWhenItFailsIsTriedAgainWithoutSpinning() throws Exception {
		AtomicBoolean exhausted = new AtomicBoolean();
		AtomicInteger failures = new AtomicInteger();
		restart(ControlSettings.DEFAULT.withAcceptor((listener) -> {
			if (exhausted.get()) {
				failures.incrementAndGet();
				throw new IOException("Too many open files");
			}
			return listener.accept();
		}, Duration.ofMillis(100)));
		try (RawConnection worker = welcomed(WORKER)) {
			exhausted.set(true);
			try (RawConnection late = new RawConnection(this.socket).hello(this.server.issueToken(OTHER))) {
				Awaitility.await().until(() -> failures.get() >= 3);
				assertServes(worker, WORKER);
				Awaitility.await().during(Duration.ofMillis(300)).until(() -> failures.get() < 12);
				exhausted.set(false);
				assertThat(late.read()).isEqualTo(new Message.Welcome(1));
			}
		}
	}

	@Test
	void serverWhenNotEvenLoggingWorksGoesOn() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		restart(ControlSettings.DEFAULT.withAcceptor((listener) -> {
			switch (calls.incrementAndGet()) {
				case 1 -> throw new IOException("Too many open files");
				case 2 -> throw new NoClassDefFoundError("expected");
				default -> {
					return listener.accept();
				}
			}
		}, Duration.ofMillis(100)));
		try (BrokenLogging logging = new BrokenLogging(); RawConnection worker = welcomed(WORKER)) {
			worker.send(new byte[] { -1, -1, -1, -1 });
			assertClosed(worker);
			awaitEvents("online 1 4711", "disconnected 1");
			welcomed(OTHER).close();
			assertThat(logging.attempts()).isGreaterThanOrEqualTo(3);
		}
	}

	@Test
	void sendWhenStatusIsLargeArrivesWhole() throws Exception {
		ClusterStatus status = new MessageSamples(1).status(64);
		try (RawConnection worker = welcomed(WORKER)) {
			this.server.send(WORKER.id(), new Message.StatusReply(5, status));
			assertThat(worker.read()).isEqualTo(new Message.StatusReply(5, status));
		}
	}

	@Test
	void sendWhenWorkerDoesNotReadDropsRepliesAndHindersNobody() throws Exception {
		ClusterStatus status = new MessageSamples(2).status(64);
		int size = FrameMangler.valid(new Message.StatusReply(0, status)).length;
		int count = 12 * 1024 * 1024 / size;
		try (RawConnection slow = welcomed(WORKER); RawConnection other = welcomed(OTHER)) {
			for (int i = 1; i <= count; i++) {
				this.server.send(WORKER.id(), new Message.StatusReply(i, status));
			}
			assertServes(other, OTHER);
			int received = 0;
			slow.send(new Message.StatusRequest(0));
			Message message = slow.read();
			while (((Message.StatusReply) message).request() <= received + 1) {
				received++;
				this.server.send(WORKER.id(), new Message.StatusReply(count + 1, status));
				message = slow.read();
			}
			assertThat(((Message.StatusReply) message).request()).isEqualTo(count + 1);
			assertThat(received * (long) size).isBetween(4L * 1024 * 1024 - size, 5L * 1024 * 1024);
		}
	}

	@Test
	void sendWhenMessageIsTooLongSendsNothingAndKeepsTheConnection() throws Exception {
		try (RawConnection worker = welcomed(WORKER)) {
			this.server.send(WORKER.id(), new Message.Post(1,
					new Envelope(0, 0, Envelope.Format.BYTES, "", new byte[Frames.LIMIT]), Receipt.NONE));
			assertServes(worker, WORKER);
		}
	}

	@Test
	void sendWhenWorkerIsUnknownDoesNothing() {
		this.server.send(99, new Message.Welcome(1));
	}

	@Test
	void frameWhenLongIsAwaitedAfterHelloButNotOverTheLimit() throws Exception {
		try (RawConnection worker = welcomed(WORKER); RawConnection other = welcomed(OTHER)) {
			Message reply = new Message.StatusReply(1, new MessageSamples(5).status(1));
			worker.send(ByteBuffer.allocate(4).putInt(Frames.LIMIT).array());
			other.send(ByteBuffer.allocate(4).putInt(Frames.LIMIT + 1).array());
			assertClosed(other);
			this.server.send(WORKER.id(), (Message.FromPrimary) reply);
			assertThat(worker.read()).isEqualTo(reply);
			awaitEvents("online 1 4711", "online 2 4711", "disconnected 2");
		}
	}

	@Test
	void handlerWhenItThrowsBreaksNothing() throws Exception {
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		ControlServer.Handler failing = new ControlServer.Handler() {

			@Override
			public void online(WorkerIdentity identity, long pid) {
				throw new IllegalStateException("expected");
			}

			@Override
			public void message(WorkerIdentity identity, Message.FromWorker message) {
				interrupted.add(Thread.currentThread().isInterrupted());
				ControlServerTests.this.handler.message(identity, message);
				Thread.currentThread().interrupt();
				throw new NoClassDefFoundError("expected");
			}

			@Override
			public void disconnected(WorkerIdentity identity) {
				throw new IllegalStateException("expected");
			}

		};
		this.server.close();
		this.server = new ControlServer(this.socket, failing);
		welcomed(OTHER).close();
		try (RawConnection worker = welcomed(WORKER)) {
			worker.send(new Message.Ready());
			worker.send(new Message.StatusRequest(8));
			awaitEvents("1 Ready[]", "1 StatusRequest[request=8]");
			assertThat(interrupted).containsExactly(false, false);
		}
	}

	@Test
	void closeWhenWorkersAreConnectedEndsTheirChannelsAndTheThread() throws Exception {
		try (RawConnection worker = welcomed(WORKER)) {
			this.server.close();
			assertThat(worker.read()).isNull();
			assertThat(this.handler.events()).containsExactly("online 1 4711");
			Awaitility.await()
				.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
					.doesNotContain("cluster-control"));
		}
	}

	private void restart(ControlSettings settings) throws IOException {
		this.server.close();
		this.server = new ControlServer(this.socket, this.handler, settings);
	}

	private RawConnection welcomed(WorkerIdentity identity) throws IOException {
		RawConnection worker = new RawConnection(this.socket).hello(this.server.issueToken(identity));
		assertThat(worker.read()).isEqualTo(new Message.Welcome(1));
		return worker;
	}

	private void assertRejected(String token) throws IOException {
		try (RawConnection worker = new RawConnection(this.socket).hello(token)) {
			assertThat(worker.read()).isInstanceOf(Message.Rejected.class);
			assertThat(worker.read()).isNull();
		}
	}

	private void assertServes(RawConnection worker, WorkerIdentity identity) throws IOException {
		worker.send(new Message.StatusRequest(1234));
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.handler.events()).contains(identity.id() + " StatusRequest[request=1234]"));
		Message reply = new Message.StatusReply(1234, new MessageSamples(4).status(1));
		this.server.send(identity.id(), (Message.FromPrimary) reply);
		assertThat(worker.read()).isEqualTo(reply);
	}

	private void awaitEvents(String... events) {
		Awaitility.await().untilAsserted(() -> assertThat(this.handler.events()).containsExactly(events));
	}

	private static void assertClosed(RawConnection connection) {
		try {
			assertThat(connection.read()).isNull();
		}
		catch (IOException ex) {
			// Closed with unread input.
			assertThat(ex).hasMessageContaining("reset");
		}
	}

}
