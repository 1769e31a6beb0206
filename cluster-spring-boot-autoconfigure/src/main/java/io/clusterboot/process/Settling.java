package io.clusterboot.process;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for whoever writes a file to be done with it.
 */
@FunctionalInterface
interface Settling {

	/**
	 * How long a file that is written does not rest.
	 */
	Duration TIME = Duration.ofSeconds(2);

	/**
	 * Waits for that time.
	 */
	Settling PERIOD = () -> {
		try {
			new CountDownLatch(1).await(TIME.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The cluster stops");
		}
	};

	void await() throws InterruptedIOException;

}
