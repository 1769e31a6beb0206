package io.clusterboot.web;

import java.time.Duration;

import io.clusterboot.socket.AcceptGate;

/**
 * How long a worker stays away from a socket from which others accept, too, so that it
 * takes less than they do. Those who wait there get one connection each in turn: who
 * stays away for as long as a turn has lasted takes half. Puma has a worker that is busy
 * wait for a less busy one in the same way, for a fixed time.
 * <p>
 * Where connections queue up a turn takes no time, so nobody stays away for long as soon
 * as everybody is busy.
 */
final class Turns {

	private static final long LONGEST = Duration.ofMillis(250).toNanos();

	/**
	 * About what it takes to accept one.
	 */
	private static final long SHORTEST_TURN = Duration.ofNanos(200_000).toNanos();

	/**
	 * Turns that are longer say only that connections are rare.
	 */
	private static final long LONGEST_TURN = Duration.ofMillis(25).toNanos();

	private long turn;

	private long accepted;

	/**
	 * Note that a connection was accepted.
	 * @param begin when the wait for it began, in nanoseconds
	 * @param end when it was accepted, in nanoseconds
	 */
	void accepted(long begin, long end) {
		long turn = Math.min(LONGEST_TURN, end - begin);
		this.turn = (turn < SHORTEST_TURN) ? SHORTEST_TURN : (this.turn + turn) / 2;
		this.accepted = end;
	}

	/**
	 * Return how long to stay away.
	 * @param share how many connections to take for each 100 that another takes
	 * @param now the time in nanoseconds
	 * @return number of nanoseconds, 0 or less for no longer
	 */
	long pause(int share, long now) {
		if (share <= 0 || share >= AcceptGate.FULL_SHARE) {
			return 0;
		}
		long pause = Math.max(SHORTEST_TURN, this.turn) * (AcceptGate.FULL_SHARE - share) / share;
		return this.accepted + Math.min(LONGEST, pause) - now;
	}

}
