package io.clusterboot.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PeerServer} and {@link PeerClient}, over real sockets.
 */
@Timeout(60)
class PeerServerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofMillis(100);

	private static final PeerQuestion QUESTION = new PeerQuestion("greeting", "Hello".getBytes(StandardCharsets.UTF_8));

	@TempDir
	private Path directory;

	private final List<AutoCloseable> open = new ArrayList<>();

	private final PeerClient client = new PeerClient();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable closeable : this.open) {
			closeable.close();
		}
	}

	@Test
	void askWhenAnsweredReturnsTheAnswer() throws Exception {
		Path socket = serve((question, answer) -> {
			answer.write(question.body());
			answer.write((" from " + question.subject()).getBytes(StandardCharsets.UTF_8));
		});
		assertThat(ask(socket, LONG).get()).isEqualTo("Hello from greeting");
	}

	@Test
	void askWhenTheAnswerIsLargeReturnsAllOfIt() throws Exception {
		byte[] piece = new byte[300_001];
		Path socket = serve((question, answer) -> {
			for (int i = 0; i < 100; i++) {
				answer.write(piece);
			}
		});
		assertThat(this.client.ask(socket, QUESTION, LONG, InputStream::readAllBytes).get()).hasSize(30_000_100);
	}

	@Test
	void askWhenManyAskAtOnceAnswersThemAll() {
		Path socket = serve((question, answer) -> answer.write(question.body()));
		List<CompletableFuture<String>> answers = IntStream.range(0, 50).mapToObj((i) -> ask(socket, LONG)).toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.get()).isEqualTo("Hello"));
	}

	@Test
	void askWhenTheHandlerFailsTellsWhy() {
		Path socket = serve((question, answer) -> {
			answer.write(1);
			throw new IllegalStateException("no greeting today");
		});
		assertThat(ask(socket, LONG)).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(PeerFailureException.class)
			.withMessage("no greeting today");
	}

	@Test
	void askWhenNobodyListensFails() throws IOException {
		Path gone = this.directory.resolve("gone");
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(gone));
		}
		assertThat(ask(gone, LONG)).failsWithin(LONG);
		assertThat(ask(this.directory.resolve("never"), LONG)).failsWithin(LONG);
	}

	@Test
	void askWhenTheOtherSideIsSilentFailsInTime() throws IOException {
		Path socket = this.directory.resolve("silent");
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		this.open.add(server);
		server.bind(UnixDomainSocketAddress.of(socket));
		assertThat(ask(socket, SHORT)).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.withMessageContaining("no answer within 100 ms");
	}

	@Test
	void askWhenTheAnswerBreaksOffFails() throws Exception {
		Path socket = this.directory.resolve("breaking");
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		this.open.add(server);
		server.bind(UnixDomainSocketAddress.of(socket));
		CompletableFuture<String> answer = ask(socket, LONG);
		try (SocketChannel connection = server.accept()) {
			connection.write(ByteBuffer.allocate(7).putInt(100).put(new byte[3]).flip());
		}
		assertThat(answer).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(IOException.class);
	}

	@Test
	void answerWhenReadLaterGoesOnForAsLongAsPiecesCome() throws Exception {
		CountDownLatch rest = new CountDownLatch(1);
		Path socket = serve((question, answer) -> {
			answer.write(question.body());
			answer.flush();
			awaitQuietly(rest);
			answer.write(question.body());
		});
		PeerAnswer answer = this.client.ask(socket, QUESTION, LONG, (stream) -> stream.patience(LONG)).get();
		assertThat(answer.readNBytes(5)).isEqualTo(QUESTION.body());
		rest.countDown();
		assertThat(answer.readAllBytes()).isEqualTo(QUESTION.body());
		answer.close();
	}

	@Test
	void answerWhenThePiecesStayAwayFails() throws Exception {
		CountDownLatch rest = new CountDownLatch(1);
		Path socket = serve((question, answer) -> {
			answer.write(question.body());
			answer.flush();
			awaitQuietly(rest);
		});
		PeerAnswer answer = this.client.ask(socket, QUESTION, LONG, (stream) -> stream.patience(SHORT)).get();
		assertThat(answer.readNBytes(5)).isEqualTo(QUESTION.body());
		assertThatExceptionOfType(IOException.class).isThrownBy(answer::read).withMessageContaining("within 100 ms");
		rest.countDown();
	}

	@Test
	void questionWhenGarbageHarmsNobody() throws Exception {
		Path socket = serve((question, answer) -> answer.write(question.body()));
		for (byte[] garbage : List.of(new byte[0], new byte[] { 0, 1, 'x', 127, -1, -1, -1 },
				new byte[] { 0, 1, 'x', -1, -1, -1, -1 }, new byte[] { 0, 2, 'x' })) {
			try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
				connection.write(ByteBuffer.wrap(garbage));
				connection.shutdownOutput();
				assertThat(connection.read(ByteBuffer.allocate(1))).isEqualTo(-1);
			}
		}
		assertThat(ask(socket, LONG).get()).isEqualTo("Hello");
	}

	@Test
	void closeRemovesTheSocket() throws Exception {
		Path socket = this.directory.resolve("w1");
		PeerServer server = PeerServer.start(socket, (question, answer) -> answer.write(1));
		assertThat(socket).exists();
		server.close();
		assertThat(Files.exists(socket)).isFalse();
		assertThat(ask(socket, LONG)).failsWithin(LONG);
	}

	@Test
	void removeSocketsRemovesThoseOfTheDeadAlone() throws IOException {
		for (String name : List.of("w1", "w2", "w10", "words", "control.sock")) {
			Files.createFile(this.directory.resolve(name));
		}
		new PeerDirectory(this.directory).removeSockets((id) -> id != 2);
		assertThat(this.directory).isDirectoryNotContaining("glob:**w1*");
		try (Stream<Path> left = Files.list(this.directory)) {
			assertThat(left.map((path) -> path.getFileName().toString())).containsExactlyInAnyOrder("w2", "words",
					"control.sock");
		}
	}

	private static void awaitQuietly(CountDownLatch latch) throws IOException {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private Path serve(PeerHandler handler) {
		Path socket = new PeerDirectory(this.directory).socket(this.open.size() + 1);
		try {
			this.open.add(PeerServer.start(socket, handler));
			return socket;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private CompletableFuture<String> ask(Path socket, Duration timeout) {
		return this.client.ask(socket, QUESTION, timeout,
				(answer) -> new String(answer.readAllBytes(), StandardCharsets.UTF_8));
	}

}
