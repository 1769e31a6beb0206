package io.clusterboot.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ControlClient}.
 */
class ControlClientTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	private static final Message.Hello HELLO = new Message.Hello(1, "", 1);

	private final RecordingListener listener = new RecordingListener();

	private final RecordingHandler handler = new RecordingHandler();

	@TempDir
	private Path directory;

	private Path socket;

	@BeforeEach
	void prepare() {
		this.socket = this.directory.resolve("control.sock");
	}

	@Test
	void connectWhenTokenIsGoodTalksBothWays() throws Exception {
		Message.StatusReply reply = new Message.StatusReply(3, new MessageSamples(1).status(64));
		try (ControlServer server = new ControlServer(this.socket, this.handler);
				ControlClient client = ControlClient.connect(this.socket, server.issueToken(WORKER), 77,
						this.listener)) {
			client.send(new Message.Ready());
			server.send(WORKER.id(), reply);
			Awaitility.await().untilAsserted(() -> {
				assertThat(this.handler.events()).containsExactly("online 1 77", "1 Ready[]");
				assertThat(this.listener.events).containsExactly("welcome", reply.toString());
			});
		}
		awaitEvents("welcome", reply.toString(), "closed null");
	}

	@Test
	void closedWhenPrimaryEndsIsToldOnceAndSendThrows() throws Exception {
		ControlServer server = new ControlServer(this.socket, this.handler);
		try (ControlClient client = ControlClient.connect(this.socket, server.issueToken(WORKER), 77, this.listener)) {
			server.close();
			awaitEvents("welcome", "closed null");
			assertThatExceptionOfType(ControlChannelException.class).isThrownBy(() -> client.send(new Message.Ready()))
				.withMessage("The channel to the primary is closed");
		}
		Awaitility.await().during(Duration.ofMillis(50)).until(() -> this.listener.events.size() == 2);
	}

	/**
	 * A worker that has gone deaf would go on with its heartbeats.
	 */
	@Test
	@Timeout(60)
	void closedWhenMemoryRunsOutWhileReadingIsTold() throws Exception {
		try (ControlServer server = new ControlServer(this.socket, this.handler)) {
			Process worker = JavaProcess.builder(SmallWorker.class, this.socket.toString(), server.issueToken(WORKER))
				.start();
			try (BufferedReader output = worker.inputReader()) {
				Message.FromPrimary hello = new Message.StatusReply(1, new MessageSamples(4).status(1));
				Awaitility.await().until(() -> server.send(WORKER.id(), hello));
				assertThat(output.readLine()).isEqualTo("got StatusReply");
				server.send(WORKER.id(), new Message.Post(0,
						new Envelope(0, 0, Envelope.Format.BYTES, "", new byte[48 * 1024 * 1024]), Receipt.NONE));
				assertThat(output.readLine()).startsWith("closed by java.lang.OutOfMemoryError");
			}
			finally {
				worker.destroyForcibly().waitFor();
			}
		}
	}

	@Test
	void connectWhenTokenIsUsedThrowsWithTheReason() throws Exception {
		try (ControlServer server = new ControlServer(this.socket, this.handler)) {
			assertThatExceptionOfType(ControlChannelException.class)
				.isThrownBy(() -> ControlClient.connect(this.socket, "wrong", 77, this.listener))
				.withMessageContaining("it rejected this worker: the token is unknown, revoked or was used before");
		}
		assertThat(this.listener.events).isEmpty();
	}

	@Test
	void connectWhenVersionDiffersThrowsNamingBoth() throws Exception {
		try (ControlServer server = new ControlServer(this.socket, this.handler)) {
			Message.Hello hello = new Message.Hello(9, server.issueToken(WORKER), 1);
			assertThatExceptionOfType(ControlChannelException.class)
				.isThrownBy(() -> connect(hello, Duration.ofSeconds(5)))
				.withMessageContaining("worker speaks version 9 of the control protocol, the primary 1");
		}
	}

	@Test
	void connectWhenNobodyListensThrows() {
		assertThatExceptionOfType(ControlChannelException.class)
			.isThrownBy(() -> ControlClient.connect(this.socket, "", 77, this.listener))
			.withMessageStartingWith("No channel to the primary at " + this.socket + ": ");
	}

	@Test
	void connectWhenPrimaryDoesNotAnswerThrowsAfterTheTimeout() throws Exception {
		try (ServerSocketChannel frozen = listen(50)) {
			assertThatExceptionOfType(ControlChannelException.class)
				.isThrownBy(() -> connect(HELLO, Duration.ofMillis(200)))
				.withMessageEndingWith("it did not answer within 200 ms");
			assertChannelThreadsEnd();
		}
		assertThat(this.listener.events).isEmpty();
	}

	@Test
	void connectWhenNotEvenTheConnectionIsTakenThrowsAfterTheTimeout() throws Exception {
		try (ServerSocketChannel frozen = listen(1);
				SocketChannel first = SocketChannel.open(frozen.getLocalAddress());
				SocketChannel second = SocketChannel.open(frozen.getLocalAddress())) {
			assertThatExceptionOfType(ControlChannelException.class)
				.isThrownBy(() -> connect(HELLO, Duration.ofMillis(200)))
				.withMessageEndingWith("it did not answer within 200 ms");
			assertChannelThreadsEnd();
		}
	}

	@Test
	void connectWhenPrimarySpeaksGarbageThrows() throws Exception {
		try (ServerSocketChannel server = listen(50)) {
			Thread garbage = new Thread(() -> sendGarbage(server));
			garbage.start();
			assertThatExceptionOfType(ControlChannelException.class)
				.isThrownBy(() -> connect(HELLO, Duration.ofSeconds(5)))
				.withMessageContaining("A frame of -1 bytes is not allowed");
			garbage.join();
		}
	}

	@Test
	void sendWhenCallerIsInterruptedKeepsTheChannel() throws Exception {
		try (ControlServer server = new ControlServer(this.socket, this.handler);
				ControlClient client = ControlClient.connect(this.socket, server.issueToken(WORKER), 77,
						this.listener)) {
			Thread.currentThread().interrupt();
			client.send(new Message.Ready());
			assertThat(Thread.interrupted()).isTrue();
			client.send(new Message.StatusRequest(1));
			Awaitility.await()
				.untilAsserted(() -> assertThat(this.handler.events()).containsExactly("online 1 77", "1 Ready[]",
						"1 StatusRequest[request=1]"));
		}
	}

	@Test
	void sendWhenPrimaryDoesNotReadFailsInsteadOfWaiting() throws Exception {
		try (ServerSocketChannel frozen = listen(50)) {
			Thread welcome = new Thread(() -> sendWelcome(frozen));
			welcome.start();
			try (ControlClient client = connect(HELLO, Duration.ofSeconds(5))) {
				Message.Heartbeat heartbeat = new Message.Heartbeat(new MessageSamples(1).load());
				assertThatExceptionOfType(ControlChannelException.class).isThrownBy(() -> {
					for (int i = 0; i < 200_000; i++) {
						client.send(heartbeat);
					}
				}).withMessageStartingWith("The primary does not read");
			}
			welcome.join();
			assertChannelThreadsEnd();
		}
	}

	@Test
	void listenerWhenItThrowsStillHearsTheRest() throws Exception {
		this.listener.failing = true;
		try (ControlServer server = new ControlServer(this.socket, this.handler);
				ControlClient client = ControlClient.connect(this.socket, server.issueToken(WORKER), 77,
						this.listener)) {
			server.send(WORKER.id(), new Message.Welcome(5));
			server.send(WORKER.id(), new Message.Welcome(6));
			awaitEvents("welcome", "Welcome[version=5]", "Welcome[version=6]");
		}
	}

	@Test
	void closedWhenNotEvenLoggingWorksIsTold() throws Exception {
		this.listener.failing = true;
		try (BrokenLogging logging = new BrokenLogging();
				ControlServer server = new ControlServer(this.socket, this.handler);
				ControlClient client = ControlClient.connect(this.socket, server.issueToken(WORKER), 77,
						this.listener)) {
			server.close();
			awaitEvents("welcome", "closed null");
			Awaitility.await().until(() -> logging.attempts() == 2);
		}
	}

	private ControlClient connect(Message.Hello hello, Duration timeout) throws ControlChannelException {
		return ControlClient.connect(this.socket, hello, this.listener, timeout);
	}

	private ServerSocketChannel listen(int backlog) throws IOException {
		return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
			.bind(UnixDomainSocketAddress.of(this.socket), backlog);
	}

	private void awaitEvents(String... events) {
		Awaitility.await().untilAsserted(() -> assertThat(this.listener.events).containsExactly(events));
	}

	private static void sendGarbage(ServerSocketChannel server) {
		try (SocketChannel channel = server.accept()) {
			channel.read(ByteBuffer.allocate(100));
			channel.write(ByteBuffer.allocate(4).putInt(-1).flip());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void sendWelcome(ServerSocketChannel server) {
		try {
			server.accept().write(MessageCodec.encode(new Message.Welcome(1)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertChannelThreadsEnd() {
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("cluster-channel")));
	}

	/**
	 * Notes what it is told.
	 */
	private static final class RecordingListener implements ControlClient.Listener {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private volatile boolean failing;

		@Override
		public void welcome() {
			note("welcome");
		}

		@Override
		public void message(Message.FromPrimary message) {
			note(message.toString());
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			note("closed " + cause);
		}

		private void note(String event) {
			this.events.add(event);
			if (this.failing) {
				throw new IllegalStateException("expected");
			}
		}

	}

}
