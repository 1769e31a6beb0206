package io.clusterboot.web;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the time and lets it pass.
 */
interface Pause {

	/**
	 * The real one.
	 */
	Pause SHORT = new Pause() {

		@Override
		public long nanos() {
			return System.nanoTime();
		}

		@Override
		public long next() {
			// Whoever interrupts all threads would have this one spin.
			Thread.interrupted();
			LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
			return nanos();
		}

	};

	/**
	 * Return the time.
	 * @return number of nanoseconds since any point in time
	 */
	long nanos();

	/**
	 * Let a little time pass.
	 * @return the time after that
	 */
	long next();

}
