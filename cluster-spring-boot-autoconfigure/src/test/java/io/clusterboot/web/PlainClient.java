package io.clusterboot.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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

	void send(String path, String... headers) throws IOException {
		StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
		this.socket.getOutputStream().write(bytes);
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
