package io.clusterboot.socket;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps a worker from accepting connections before the primary has it join the others.
 * Once open it stays open.
 *
 * @since 0.1.0
 */
public final class AcceptGate {

	private final CountDownLatch latch = new CountDownLatch(1);

	/**
	 * Let all pass who wait or will.
	 */
	public void open() {
		this.latch.countDown();
	}

	/**
	 * Return whether the gate is open.
	 * @return {@code true} once it was opened
	 */
	public boolean isOpen() {
		return this.latch.getCount() == 0;
	}

	/**
	 * Wait until the gate is open.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void await() throws InterruptedException {
		this.latch.await();
	}

}
