package io.clusterboot.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Connections without a request to a socket that all workers accept from. Each goes to
 * the worker that has waited longest, whose server drops it without a word, and has the
 * next one come forward.
 */
final class Knocks {

	private static final Duration LONGEST = Duration.ofSeconds(2);

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(200);

	private static final Duration LOOK = Duration.ofNanos(100_000);

	private static final int LOOKS = 50;

	private final InetSocketAddress address;

	private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

	Knocks(InetSocketAddress bound) {
		boolean any = bound.getAddress().isAnyLocalAddress();
		this.address = any ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort()) : bound;
	}

	/**
	 * Return whether a connection is one of these. What had waited before it was accepted
	 * before.
	 * @param connection an accepted connection
	 * @return {@code true} if it is most likely one
	 * @throws IOException if it is closed
	 */
	boolean contain(SocketChannel connection) throws IOException {
		return this.ports.contains(((InetSocketAddress) connection.getRemoteAddress()).getPort());
	}

	/**
	 * Knock on a thread of its own.
	 * @param come whether there is no need any more
	 */
	void start(BooleanSupplier come) {
		Thread thread = new Thread(() -> until(come), "cluster-knock");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Knock until somebody has come, or for two seconds.
	 * @param come whether there is no need any more
	 */
	void until(BooleanSupplier come) {
		long begin = System.nanoTime();
		while (!come.getAsBoolean() && System.nanoTime() - begin < LONGEST.toNanos()) {
			knock();
			await(come);
		}
	}

	private void knock() {
		try (Socket socket = new Socket(Proxy.NO_PROXY)) {
			socket.bind(null);
			this.ports.add(socket.getLocalPort());
			socket.connect(this.address, (int) CONNECT_TIMEOUT.toMillis());
		}
		catch (IOException ex) {
			// Nobody listens any more, or so many connections wait that nobody does.
			LockSupport.parkNanos(LOOK.toNanos());
		}
	}

	private void await(BooleanSupplier come) {
		for (int i = 0; i < LOOKS && !come.getAsBoolean(); i++) {
			LockSupport.parkNanos(LOOK.toNanos());
		}
	}

}
