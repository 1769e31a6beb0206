package io.clusterboot.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * HTTP/1.1 over a connection of its own, to see what becomes of the connection.
 */
final class PlainClient implements AutoCloseable {

	private final Socket socket = new Socket();

	PlainClient(int port) throws IOException {
		this.socket.setSoTimeout(10_000);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
	}

	static String get(int port, String... headers) throws IOException {
		try (PlainClient client = new PlainClient(port)) {
			client.send("/", Stream.concat(Stream.of("Connection: close"), Stream.of(headers)).toArray(String[]::new));
			return client.readAll();
		}
	}

	int localPort() {
		return this.socket.getLocalPort();
	}

	void send(String path, String... headers) throws IOException {
		StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
		this.socket.getOutputStream().write(bytes);
	}

	void sendRaw(String text) throws IOException {
		sendRaw(text.getBytes(StandardCharsets.US_ASCII));
	}

	void sendRaw(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	/**
	 * Return whether the server has neither sent anything nor closed the connection.
	 */
	boolean isOpen() throws IOException {
		this.socket.setSoTimeout(100);
		try {
			return this.socket.getInputStream().read() >= 0;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
		finally {
			this.socket.setSoTimeout(10_000);
		}
	}

	String readAll() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	/**
	 * Read until the given text has come.
	 */
	String readUntil(String end) throws IOException {
		StringBuilder text = new StringBuilder();
		while (text.indexOf(end) < 0) {
			int next = this.socket.getInputStream().read();
			if (next < 0) {
				throw new IOException("Closed after: " + text);
			}
			text.append((char) next);
		}
		return text.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
