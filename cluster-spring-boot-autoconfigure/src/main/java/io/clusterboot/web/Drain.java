package io.clusterboot.web;

import java.time.Duration;

/**
 * Ends the service of one listener so that no request is lost.
 */
final class Drain {

	/**
	 * A handshake that is half done when nobody is steered here any more ends within
	 * this.
	 */
	private static final Duration QUIET = Duration.ofMillis(250);

	/**
	 * How long a client that has just connected may take to send its request.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	/**
	 * How long requests that have arrived may wait for a thread.
	 */
	private static final Duration LONGEST = Duration.ofSeconds(10);

	/**
	 * How long to wait for what is under way. Together with the usual period no longer
	 * than the primary grants beyond the time for graceful shutdown, so that a client
	 * that stalls in the middle of a request costs nobody else anything.
	 */
	private static final Duration UNDER_WAY = Duration.ofSeconds(3);

	private final SharedPortConnections listener;

	private final Duration period;

	private final Pause pause;

	/**
	 * Create a new {@link Drain} instance.
	 * @param listener what is to end
	 * @param period how long to go on accepting
	 * @param pause tells the time and lets it pass
	 */
	Drain(SharedPortConnections listener, Duration period, Pause pause) {
		this.listener = listener;
		this.period = period;
		this.pause = pause;
	}

	/**
	 * Let clients go, then end at once what is left but for requests in flight.
	 */
	void graceful() {
		long begin = this.pause.nanos();
		this.listener.announceEnd();
		awaitQuiet(begin);
		this.listener.closeListener();
		awaitRequests();
		this.listener.closeIdle(Duration.ZERO);
	}

	/**
	 * End at once but for requests in flight.
	 */
	void immediate() {
		this.listener.announceEnd();
		this.listener.closeListener();
		this.listener.endStreams();
		this.listener.closeIdle(Duration.ZERO);
	}

	private void awaitQuiet(long begin) {
		long announced = this.pause.nanos();
		for (long now = announced; isLess(now - begin, this.period) && !isQuiet(now - begin); now = this.pause.next()) {
			if (!isLess(now - announced, QUIET)) {
				// Connections that have come since and speak HTTP/2.
				this.listener.announceEnd();
				announced = now;
			}
		}
	}

	private boolean isQuiet(long elapsed) {
		return this.listener.openConnections() == 0 && !isLess(Math.min(elapsed, this.listener.quietNanos()), QUIET);
	}

	private void awaitRequests() {
		long begin = this.pause.nanos();
		long now = begin;
		while (isWorthWaiting(endIdle(), now - begin)) {
			now = this.pause.next();
		}
	}

	private LeftConnections endIdle() {
		// Again and again: some begin or become known meanwhile.
		this.listener.endStreams();
		return this.listener.closeIdle(PATIENCE);
	}

	private boolean isWorthWaiting(LeftConnections left, long elapsed) {
		return (left.expected() > 0 && isLess(elapsed, LONGEST)) || (left.busy() > 0 && isLess(elapsed, UNDER_WAY));
	}

	private boolean isLess(long nanos, Duration limit) {
		return nanos < limit.toNanos();
	}

}
