package io.clusterboot.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Loses its primary and has a shutdown hook that never ends.
 */
public final class StubbornApplication {

	private StubbornApplication() {
	}

	public static void main(String[] args) throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			System.out.println("hook runs");
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}));
		new LastResortExit().begin(70, Duration.ofMillis(300), "the primary is gone");
		never.await();
	}

}
