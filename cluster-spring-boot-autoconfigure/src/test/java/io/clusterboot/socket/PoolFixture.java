package io.clusterboot.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pool on a port of its own, clients that connect to it, and a count of what came to
 * which socket. When closed it makes sure that no descriptor is left.
 *
 * @since 0.1.0
 */
public final class PoolFixture implements AutoCloseable {

	static final int BACKLOG = 512;

	private final int descriptors;

	private final PortReservation reservation;

	private final ListenerPool pool;

	private final List<Socket> clients = new ArrayList<>();

	private final Set<PooledSocket> known = new LinkedHashSet<>();

	public PoolFixture() throws IOException {
		this(null);
	}

	PoolFixture(@Nullable InetAddress address) throws IOException {
		// What the JVM opens once and keeps is not to be counted.
		SteeringCheck.attach(SteeringCheck.load());
		new Socket().close();
		this.descriptors = descriptors();
		this.reservation = PortReservation.reserve(address, 0);
		this.pool = ListenerPool.open(this.reservation.address(), this.reservation.port(), BACKLOG);
	}

	static WorkerIdentity worker(long id, int ordinal) {
		return new WorkerIdentity(id, ordinal, 1);
	}

	public ListenerPool pool() {
		return this.pool;
	}

	public int port() {
		return this.reservation.port();
	}

	PooledSocket assign(long id, int ordinal) {
		this.pool.assign(worker(id, ordinal));
		return socket(id);
	}

	PooledSocket join(long id, int ordinal) {
		PooledSocket socket = assign(id, ordinal);
		this.pool.join(id);
		return socket;
	}

	/**
	 * Return the socket of a worker, and count from now on what comes to it.
	 * @param id the worker's id
	 * @return the socket
	 */
	public PooledSocket socket(long id) {
		PooledSocket socket = this.pool.find(id).orElseThrow();
		this.known.add(socket);
		return socket;
	}

	Socket connect(InetAddress address) throws IOException {
		Socket client = new Socket();
		this.clients.add(client);
		client.setReuseAddress(true);
		// Thousands of connections in TIME_WAIT would use up the local ports.
		client.setSoLinger(true, 0);
		client.connect(new InetSocketAddress(address, port()), 5_000);
		return client;
	}

	public void connect(int count) throws IOException {
		for (int i = 0; i < count; i++) {
			connect(InetAddress.getByName("127.0.0.1"));
		}
	}

	/**
	 * Connect, and see where the connections went.
	 * @param count how many connections
	 * @return how many by socket
	 * @throws IOException if a connection is refused
	 */
	public Map<PooledSocket, Integer> probe(int count) throws IOException {
		connect(count);
		return arrived(count);
	}

	/**
	 * Wait for connections that are on their way.
	 * @param count how many there are
	 * @return how many by socket
	 */
	Map<PooledSocket, Integer> arrived(int count) {
		Map<PooledSocket, Integer> counts = new IdentityHashMap<>();
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> takeAll(counts) >= count);
		assertThat(takeAll(counts)).isEqualTo(count);
		closeClients();
		return counts;
	}

	private int takeAll(Map<PooledSocket, Integer> counts) {
		for (PooledSocket socket : this.known) {
			int taken = socket.socket().discard(Integer.MAX_VALUE);
			if (taken > 0) {
				counts.merge(socket, taken, Integer::sum);
			}
		}
		return counts.values().stream().mapToInt(Integer::intValue).sum();
	}

	public void closeClients() {
		this.clients.forEach((client) -> {
			try {
				client.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		this.clients.clear();
	}

	@Override
	public void close() throws IOException {
		closeClients();
		this.pool.close();
		this.reservation.close();
		assertThat(descriptors()).as("open descriptors").isEqualTo(this.descriptors);
	}

	private static int descriptors() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return (int) files.filter(PoolFixture::isSocket).count();
		}
	}

	private static boolean isSocket(Path file) {
		try {
			return Files.readSymbolicLink(file).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
