package io.clusterboot.supervisor;

import java.time.Instant;

/**
 * What the unexpected exits of one slot add up to.
 *
 * @param failures failures since the slot was last stable
 * @param spent whether the limit of restarts was exceeded since the slot was last stable
 * @param limit the limit of restarts
 */
record FailureHistory(int failures, boolean spent, RestartLimit limit) {

	static FailureHistory none(SupervisorSettings settings) {
		return new FailureHistory(0, false, RestartLimit.of(settings.restartLimit(), settings.restartPeriod()));
	}

	/**
	 * Return the history after one more unexpected exit.
	 * @param now when it was seen
	 * @param stable whether the process had been ready for long enough to start the count
	 * afresh
	 * @return the new history
	 */
	FailureHistory add(Instant now, boolean stable) {
		FailureHistory base = stable ? cleared() : this;
		RestartLimit next = base.limit.add(now);
		return new FailureHistory(base.failures + 1, base.spent || next.isExceeded(), next);
	}

	/**
	 * Return whether the next start may be expected to work.
	 * @return {@code true} up to the first failure
	 */
	boolean isHopeful() {
		return this.failures <= 1 && !this.spent;
	}

	private FailureHistory cleared() {
		return new FailureHistory(0, false, RestartLimit.of(this.limit.limit(), this.limit.period()));
	}

}
