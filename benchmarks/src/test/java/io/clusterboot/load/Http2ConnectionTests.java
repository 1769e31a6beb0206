package io.clusterboot.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Http2Connection}.
 */
class Http2ConnectionTests {

	private static final int HEADERS = 1;

	private static final int SETTINGS = 4;

	private static final int GOAWAY = 7;

	private static final int END_HEADERS = 4;

	private static final int END_STREAM = 1;

	private static final byte[] STATUS_OK = { (byte) 0x88 };

	private final Tally tally = new Tally();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CompletableFuture<Void> firstArrived = new CompletableFuture<>();

	private ServerSocket server;

	private Http2Connection connection;

	/**
	 * Kept until the end: the socket of one that nobody refers to is closed by the
	 * garbage collector, and what it has not read yet makes that a reset.
	 */
	private final List<Peer> peers = new CopyOnWriteArrayList<>();

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0);
		this.connection = Http2Connection.to(this.server.getLocalPort(), "/pid", Duration.ofSeconds(10), this.tally);
	}

	@AfterEach
	void close() throws IOException {
		for (Peer peer : this.peers) {
			peer.socket.close();
		}
		this.connection.close();
		this.server.close();
		this.executor.shutdownNow();
	}

	@Test
	void exchangeWhenGoawayExcludesStreamAnswersOneAndSendsOtherAgain() throws Exception {
		this.executor.submit(() -> {
			Peer first = accept();
			int stream = first.awaitRequest();
			this.firstArrived.complete(null);
			first.awaitRequest();
			// The first stream is still answered, the second was never looked at.
			first.send(GOAWAY, 0, 0, new byte[] { 0, 0, 0, (byte) stream, 0, 0, 0, 0 });
			Peer second = accept();
			second.answer(second.awaitRequest(), "second");
			first.answer(stream, "first");
			return null;
		});
		Future<String> one = this.executor.submit(this.connection::exchange);
		this.firstArrived.get(10, TimeUnit.SECONDS);
		Future<String> other = this.executor.submit(this.connection::exchange);
		assertThat(List.of(one.get(10, TimeUnit.SECONDS), other.get(10, TimeUnit.SECONDS))).containsExactly("first",
				"second");
		assertThat(this.tally.refusedCount()).isEqualTo(1);
	}

	@Test
	void exchangeWhenConnectionEndsWithoutGoawayFails() {
		this.executor.submit(() -> {
			Peer peer = accept();
			peer.awaitRequest();
			peer.socket.close();
			return null;
		});
		assertThatExceptionOfType(RequestFailedException.class).isThrownBy(this.connection::exchange)
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(Failure.RESET_BEFORE_RESPONSE));
		assertThat(this.tally.refusedCount()).isZero();
	}

	@Test
	void exchangeWhenNobodyListensIsRefused() throws IOException {
		this.server.close();
		assertThatExceptionOfType(RequestFailedException.class).isThrownBy(this.connection::exchange)
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(Failure.REFUSED));
	}

	private Peer accept() throws IOException {
		Peer peer = new Peer(this.server.accept());
		this.peers.add(peer);
		return peer;
	}

	/**
	 * As much of a server as it takes.
	 */
	private static final class Peer {

		private final Socket socket;

		private final DataInputStream input;

		Peer(Socket socket) throws IOException {
			this.socket = socket;
			this.input = new DataInputStream(socket.getInputStream());
			this.input.readFully(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length()]);
			send(SETTINGS, 0, 0, new byte[0]);
		}

		/**
		 * Read up to the next request.
		 * @return its stream
		 * @throws IOException if there is none
		 */
		int awaitRequest() throws IOException {
			while (true) {
				int length = this.input.readUnsignedShort() << 8 | this.input.readUnsignedByte();
				int type = this.input.readUnsignedByte();
				int flags = this.input.readUnsignedByte();
				int stream = this.input.readInt();
				this.input.readFully(new byte[length]);
				if (type == SETTINGS && flags == 0) {
					send(SETTINGS, 1, 0, new byte[0]);
				}
				if (type == HEADERS) {
					return stream;
				}
			}
		}

		void answer(int stream, String body) throws IOException {
			send(HEADERS, END_HEADERS, stream, STATUS_OK);
			send(0, END_STREAM, stream, body.getBytes());
		}

		void send(int type, int flags, int stream, byte[] payload) throws IOException {
			byte[] frame = new byte[9 + payload.length];
			frame[2] = (byte) payload.length;
			frame[3] = (byte) type;
			frame[4] = (byte) flags;
			frame[8] = (byte) stream;
			System.arraycopy(payload, 0, frame, 9, payload.length);
			OutputStream output = this.socket.getOutputStream();
			output.write(frame);
		}

	}

}
