package io.clusterboot.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What a test and the application that it drains tell each other.
 */
final class Acts {

	/**
	 * Counted down when a request that waits has arrived.
	 */
	final CountDownLatch arrived = new CountDownLatch(1);

	/**
	 * Counted down to have it answered.
	 */
	final CountDownLatch released = new CountDownLatch(1);

	/**
	 * Completed with what answers a request that goes on in the background.
	 */
	final CompletableFuture<Consumer<String>> async = new CompletableFuture<>();

	void awaitRelease() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
