package io.clusterboot.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets time pass.
 *
 * @since 0.1.0
 */
public final class Pause {

	private Pause() {
	}

	public static void of(Duration duration) {
		long deadline = System.nanoTime() + duration.toNanos();
		for (long left = duration.toNanos(); left > 0; left = deadline - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * Wait for a condition.
	 * @param condition the condition
	 * @param timeout longest wait
	 * @return whether it came true
	 */
	public static boolean until(BooleanSupplier condition, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			of(Duration.ofMillis(100));
		}
		return true;
	}

}
