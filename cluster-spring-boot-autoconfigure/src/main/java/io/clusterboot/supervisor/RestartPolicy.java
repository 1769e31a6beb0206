package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.random.RandomGenerator;

import io.clusterboot.WorkerExit;

/**
 * Decides how long a slot waits before its next process.
 */
final class RestartPolicy {

	/**
	 * Ctrl-C goes to the whole process group: the primary's own stop follows, and a
	 * replacement forked before it would be for nothing.
	 */
	private static final Duration INTERRUPTED_DELAY = Duration.ofSeconds(1);

	private static final int INTERRUPTED = 130;

	private static final int TERMINATED = 143;

	private final Backoff backoff;

	private final RandomGenerator random;

	RestartPolicy(SupervisorSettings settings, RandomGenerator random) {
		this.backoff = new Backoff(settings.initialBackoff(), settings.maxBackoff());
		this.random = random;
	}

	/**
	 * Return how long to wait.
	 * @param history the slot's history, the latest exit included
	 * @param exit the latest exit
	 * @return the delay
	 */
	Duration delay(FailureHistory history, WorkerExit exit) {
		if (history.spent()) {
			return this.backoff.max();
		}
		Duration delay = this.backoff.delay(history.failures(), this.random);
		return (isInterrupted(exit) && delay.compareTo(INTERRUPTED_DELAY) < 0) ? INTERRUPTED_DELAY : delay;
	}

	private boolean isInterrupted(WorkerExit exit) {
		return exit.code() == INTERRUPTED || exit.code() == TERMINATED;
	}

}
