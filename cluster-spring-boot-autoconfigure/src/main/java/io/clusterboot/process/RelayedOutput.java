package io.clusterboot.process;

import java.time.Duration;
import java.util.List;

/**
 * The output of one worker while it is relayed.
 *
 * @param tail the last of it
 * @param threads the threads that relay it, which end with it
 */
record RelayedOutput(OutputTail tail, List<Thread> threads) {

	/**
	 * Wait until all output has been relayed.
	 * @param timeout how long at most
	 * @return whether all output has been relayed
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean awaitEnd(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		for (Thread thread : this.threads) {
			long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
			thread.join(Math.max(1, millis));
		}
		return this.threads.stream().noneMatch(Thread::isAlive);
	}

}
