package io.clusterboot.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection that is kept alive from one request to the next.
 */
final class KeptConnection implements AutoCloseable {

	private static final String LENGTH = "content-length:";

	private static final String TYPE = "content-type:";

	private final Socket socket;

	private final BufferedReader reader;

	KeptConnection(RunningCluster cluster) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), cluster.port());
			this.socket.setSoTimeout((int) TestCluster.START.toMillis());
			this.reader = new BufferedReader(
					new InputStreamReader(this.socket.getInputStream(), StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connect to a certain worker.
	 * @param cluster the cluster
	 * @param worker process id of the worker
	 * @return a connection that this worker has answered on
	 */
	static KeptConnection to(RunningCluster cluster, long worker) {
		KeptConnection connection = new KeptConnection(cluster);
		connection.send();
		while (connection.receive() != worker) {
			connection.close();
			connection = new KeptConnection(cluster);
			connection.send();
		}
		return connection;
	}

	/**
	 * Send a request for the process id of the worker, without waiting for the answer.
	 */
	void send() {
		send("/pid", "*/*");
	}

	/**
	 * Send a GET.
	 * @param path path and query
	 * @param accept the format
	 * @return the answer
	 */
	Response get(String path, String accept) {
		send(path, accept);
		return response();
	}

	private void send(String path, String accept) {
		String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n\r\n";
		try {
			this.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the answer.
	 * @return the process id of the worker
	 */
	long receive() {
		return Long.parseLong(response().body());
	}

	private Response response() {
		try {
			int status = Integer.parseInt(line().split(" ")[1]);
			int length = 0;
			String type = "";
			for (String line = line(); !line.isEmpty(); line = line()) {
				if (line.toLowerCase().startsWith(LENGTH)) {
					length = Integer.parseInt(line.substring(LENGTH.length()).strip());
				}
				if (line.toLowerCase().startsWith(TYPE)) {
					type = line.substring(TYPE.length()).strip();
				}
			}
			char[] body = new char[length];
			for (int i = 0; i < length; i++) {
				body[i] = (char) this.reader.read();
			}
			return new Response(status, type, new String(body));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String line() throws IOException {
		String line = this.reader.readLine();
		if (line == null) {
			throw new IOException("The connection was closed");
		}
		return line;
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
