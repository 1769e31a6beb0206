package io.clusterboot.supervisor;

import java.time.Duration;

/**
 * What the supervisor is told once, when it is created.
 *
 * @param workers how many workers there shall be, at least 1
 * @param pilot whether worker 0 starts alone and the others once it is ready
 * @param parallelism how many first starts may run at once, at least 1
 * @param startupTimeout how long a worker may take to become ready
 * @param initialBackoff delay before the first restart
 * @param maxBackoff longest delay before a restart
 * @param restartEnabled whether a worker that exits unasked is started again
 * @param restartLimit how many restarts of a slot are normal within the period
 * @param restartPeriod the period that the limit belongs to
 * @param heartbeatInterval how often a worker sends a heartbeat
 * @param parkAfter age of the last heartbeat from which a worker gets no new connections
 * @param heartbeatTimeout age of the last heartbeat from which a worker counts as hung
 * @param watchdogs whether heartbeats and the start-up timeout are judged; {@code false}
 * under a debugger
 * @param shutdownTimeout how long all workers together may take to stop
 * @param drainPeriod how long a worker that leaves goes on accepting connections
 * @param slowStart time in which the share of a new worker grows to a full one
 * @param refuseAfter how long nobody may be there to serve before connections are refused
 * @param reloadTimeout longest time that a reload may take
 * @param recycle when a worker that is well is replaced
 * @since 0.1.0
 */
public record SupervisorSettings(int workers, boolean pilot, int parallelism, Duration startupTimeout,
		Duration initialBackoff, Duration maxBackoff, boolean restartEnabled, int restartLimit, Duration restartPeriod,
		Duration heartbeatInterval, Duration parkAfter, Duration heartbeatTimeout, boolean watchdogs,
		Duration shutdownTimeout, Duration drainPeriod, Duration slowStart, Duration refuseAfter,
		Duration reloadTimeout, RecycleSettings recycle) {

	private static final Duration SHORTEST_TICK = Duration.ofMillis(20);

	private static final Duration LONGEST_TICK = Duration.ofMillis(250);

	public SupervisorSettings {
		atLeastOne("workers", workers);
		atLeastOne("parallelism", parallelism);
	}

	/**
	 * Return how often the supervisor looks at its workers when nothing happens: often
	 * enough to park one in good time.
	 * @return the time between two looks
	 */
	Duration tick() {
		Duration tick = this.parkAfter.dividedBy(8);
		if (tick.compareTo(SHORTEST_TICK) < 0) {
			return SHORTEST_TICK;
		}
		return (tick.compareTo(LONGEST_TICK) < 0) ? tick : LONGEST_TICK;
	}

	private static void atLeastOne(String name, int value) {
		if (value < 1) {
			throw new IllegalArgumentException(Words.say("%s must be at least 1 but is %d", name, value));
		}
	}

}
