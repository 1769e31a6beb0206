package io.clusterboot.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * How the connections of a listener come and go.
 */
final class ConnectionActivity {

	private static final long LONG_AGO = Duration.ofDays(1).toNanos();

	private final LongAdder accepted = new LongAdder();

	private final AtomicLong last = new AtomicLong(System.nanoTime() - LONG_AGO);

	void accepted() {
		this.accepted.increment();
		this.last.set(System.nanoTime());
	}

	void closed() {
		this.last.set(System.nanoTime());
	}

	long acceptedConnections() {
		return this.accepted.sum();
	}

	/**
	 * Return how long ago a connection was accepted or closed.
	 * @param listener what accepts, {@code null} once nothing does
	 * @return number of nanoseconds; very many where others accept instead
	 */
	long quietNanos(@Nullable PortListener listener) {
		boolean others = listener != null && listener.isLeftToOthers();
		return others ? LONG_AGO : System.nanoTime() - this.last.get();
	}

}
