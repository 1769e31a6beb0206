package io.clusterboot.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps a worker from accepting connections before the primary has it join the others.
 * Once open it stays open.
 *
 * @since 0.1.0
 */
public final class AcceptGate {

	private final CountDownLatch latch = new CountDownLatch(1);

	private final CompletableFuture<Void> opened = new CompletableFuture<>();

	/**
	 * Let all pass who wait or will.
	 */
	public void open() {
		this.latch.countDown();
		this.opened.complete(null);
	}

	/**
	 * Return whether the gate is open.
	 * @return {@code true} once it was opened
	 */
	public boolean isOpen() {
		return this.latch.getCount() == 0;
	}

	/**
	 * Run an action once the gate is open, at once where it is.
	 * @param action the action, which must not block
	 */
	public void whenOpen(Runnable action) {
		this.opened.thenRun(action);
	}

	/**
	 * Wait until the gate is open.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void await() throws InterruptedException {
		this.latch.await();
	}

}
