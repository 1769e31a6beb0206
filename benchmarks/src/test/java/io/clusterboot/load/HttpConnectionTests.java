package io.clusterboot.load;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpConnection}: each class of failure, as a server can cause it.
 */
class HttpConnectionTests {

	private static final byte[] REQUEST = Endpoint.request("GET", "/pid", true);

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private ServerSocket server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0);
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		this.executor.shutdownNow();
	}

	@Test
	void openWhenNobodyListensIsRefused() throws IOException {
		this.server.close();
		assertThatExceptionOfType(RequestFailedException.class).isThrownBy(this::open)
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(Failure.REFUSED));
	}

	@Test
	void exchangeWhenNewConnectionEndsIsNotApart() throws Exception {
		serve(Socket::close, "");
		assertFails(open(), Failure.EOF_ON_NEW);
		assertThat(Failure.EOF_ON_NEW.isApart()).isFalse();
	}

	@Test
	void exchangeWhenNewConnectionIsResetIsNotApart() throws Exception {
		serve(this::reset, "");
		assertFails(open(), Failure.RESET_BEFORE_RESPONSE);
		assertThat(Failure.RESET_BEFORE_RESPONSE.isApart()).isFalse();
	}

	@Test
	void exchangeWhenReusedConnectionEndsIsApart() throws Exception {
		serve(Socket::close, OK, "");
		HttpConnection connection = open();
		assertThat(connection.exchange(REQUEST)).isEqualTo("ok");
		assertFails(connection, Failure.EOF_ON_REUSED);
		assertThat(Failure.EOF_ON_REUSED.isApart()).isTrue();
	}

	@Test
	void exchangeWhenReusedConnectionIsResetIsApart() throws Exception {
		serve(this::reset, OK, "");
		HttpConnection connection = open();
		assertThat(connection.exchange(REQUEST)).isEqualTo("ok");
		assertFails(connection, Failure.RESET_ON_REUSED);
		assertThat(Failure.RESET_ON_REUSED.isApart()).isTrue();
	}

	@Test
	void exchangeWhenResponseIsCutOffEndsInResponse() throws Exception {
		serve(Socket::close, OK.substring(0, OK.length() - 1));
		assertFails(open(), Failure.EOF_IN_RESPONSE);
	}

	@Test
	void exchangeWhenNothingComesTimesOut() throws Exception {
		serve((socket) -> {
		}, "");
		assertFails(open(), Failure.TIMEOUT_BEFORE_RESPONSE);
	}

	@Test
	void exchangeWhenResponseStopsTimesOutInResponse() throws Exception {
		serve((socket) -> {
		}, OK.substring(0, OK.length() - 1));
		assertFails(open(), Failure.TIMEOUT_IN_RESPONSE);
	}

	@Test
	void exchangeWhenServerIsUnavailableIsServerError() throws Exception {
		serve(Socket::close, OK.replace("200", "503"));
		assertFails(open(), Failure.SERVER_ERROR);
	}

	@Test
	void exchangeWhenResponseSaysCloseIsNotReusable() throws Exception {
		serve(Socket::close, OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
		HttpConnection connection = open();
		connection.exchange(REQUEST);
		assertThat(connection.isReusable()).isFalse();
	}

	@Test
	void exchangeWhenOnlyTheEndOfTheConnectionEndsTheBodyReadsAllOfIt() throws Exception {
		serve(Socket::close, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok");
		assertThat(open().exchange(REQUEST)).isEqualTo("ok");
	}

	private HttpConnection open() throws RequestFailedException {
		return HttpConnection.open(this.server.getLocalPort(), Duration.ofMillis(500));
	}

	private void assertFails(HttpConnection connection, Failure failure) {
		assertThatExceptionOfType(RequestFailedException.class).isThrownBy(() -> connection.exchange(REQUEST))
			.satisfies((ex) -> assertThat(ex.failure()).isEqualTo(failure));
	}

	private void serve(Ending ending, String... answers) {
		this.executor.submit(() -> {
			Socket socket = this.server.accept();
			for (String answer : answers) {
				socket.getInputStream().readNBytes(REQUEST.length);
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
			}
			ending.end(socket);
			return null;
		});
	}

	private void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	/**
	 * How the server leaves.
	 */
	@FunctionalInterface
	private interface Ending {

		void end(Socket socket) throws IOException;

	}

}
