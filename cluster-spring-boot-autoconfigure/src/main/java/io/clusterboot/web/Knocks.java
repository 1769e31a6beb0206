package io.clusterboot.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Connections without a request to a socket that all workers accept from. Each goes to
 * the worker that has waited longest, whose server drops it without a word, and has the
 * next one come forward.
 */
final class Knocks {

	/**
	 * Far more than there are workers.
	 */
	private static final int MOST = 200;

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(200);

	private static final Duration LOOK = Duration.ofNanos(100_000);

	private static final int LOOKS = 50;

	private final InetSocketAddress address;

	Knocks(InetSocketAddress bound) {
		boolean any = bound.getAddress().isAnyLocalAddress();
		this.address = any ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort()) : bound;
	}

	/**
	 * Knock until somebody has come.
	 * @param come whether there is no need any more
	 */
	void until(BooleanSupplier come) {
		for (int i = 0; i < MOST && !come.getAsBoolean(); i++) {
			knock();
			await(come);
		}
	}

	private void knock() {
		try (Socket socket = new Socket()) {
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
