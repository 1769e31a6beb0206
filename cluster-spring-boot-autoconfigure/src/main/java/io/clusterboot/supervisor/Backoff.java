package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a restart: doubles with each failure in a row, with jitter so
 * that workers that failed together do not start together.
 *
 * @param initial delay after the first failure, before jitter
 * @param max longest delay, jitter included
 */
record Backoff(Duration initial, Duration max) {

	/**
	 * A worker that was ready for this long has earned a fresh start of the count.
	 */
	static final Duration STABLE_AFTER = Duration.ofSeconds(30);

	private static final double JITTER = 0.2;

	/**
	 * Return the delay before the next start.
	 * @param failures failures in a row, the latest included; at least 1
	 * @param random the source of the jitter
	 * @return the delay
	 */
	Duration delay(int failures, RandomGenerator random) {
		double doubled = Math.scalb((double) this.initial.toNanos(), failures - 1);
		double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
		return Duration.ofNanos((long) cap(cap(doubled) * factor));
	}

	private double cap(double nanos) {
		return Math.min(nanos, this.max.toNanos());
	}

}
