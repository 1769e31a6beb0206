package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests without a pause, by a few clients, while something happens to the cluster.
 * Each request has a connection of its own, so that nothing hides a connection that is
 * lost.
 */
final class Traffic implements AutoCloseable {

	private static final int TIMEOUT = 30_000;

	private final int port;

	private final String path;

	private final AtomicLong answered = new AtomicLong();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final List<Thread> clients = new ArrayList<>();

	private volatile boolean stopped;

	private Traffic(int port, String path) {
		this.port = port;
		this.path = path;
	}

	/**
	 * Begin.
	 * @param cluster the cluster
	 * @param clients number of clients
	 * @param path path of the requests
	 * @return the traffic, which ends when it is closed
	 */
	static Traffic on(RunningCluster cluster, int clients, String path) {
		Traffic traffic = new Traffic(cluster.port(), path);
		for (int i = 0; i < clients; i++) {
			Thread client = new Thread(traffic::run, "traffic-" + i);
			client.setDaemon(true);
			traffic.clients.add(client);
			client.start();
		}
		return traffic;
	}

	private void run() {
		while (!this.stopped) {
			try {
				send();
				this.answered.incrementAndGet();
			}
			catch (IOException ex) {
				this.failures.add(ex.toString());
			}
		}
	}

	private void send() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(TIMEOUT);
			String request = "GET " + this.path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			InputStream input = socket.getInputStream();
			String response = new String(input.readAllBytes(), StandardCharsets.US_ASCII);
			if (!response.startsWith("HTTP/1.1 200")) {
				throw new IOException("Answered: " + response);
			}
		}
	}

	/**
	 * Return how many requests were answered so far.
	 * @return number of requests
	 */
	long answered() {
		return this.answered.get();
	}

	/**
	 * End the traffic and assert that every request was answered.
	 */
	void assertNothingWasLost() {
		close();
		assertThat(this.failures).as("failures beside %d answers", answered()).isEmpty();
		assertThat(answered()).isPositive();
	}

	@Override
	public void close() {
		this.stopped = true;
		for (Thread client : this.clients) {
			try {
				client.join(TIMEOUT);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
