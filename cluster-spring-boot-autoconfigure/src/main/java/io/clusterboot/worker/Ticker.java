package io.clusterboot.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs a task at a fixed rate on a daemon thread of its own, at once for the first time.
 * A failure of the task does not stop it, and runs that were missed are not made up for.
 */
final class Ticker implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Ticker.class);

	private final long interval;

	private final Runnable task;

	private final CountDownLatch closed = new CountDownLatch(1);

	private final Thread thread;

	private boolean failed;

	Ticker(String name, int priority, Duration interval, Runnable task) {
		this.interval = interval.toNanos();
		this.task = task;
		this.thread = new Thread(this::run, name);
		this.thread.setDaemon(true);
		this.thread.setPriority(priority);
	}

	void start() {
		this.thread.start();
	}

	@Override
	public void close() {
		this.closed.countDown();
	}

	private void run() {
		long next = System.nanoTime();
		while (!closedBefore(next)) {
			tick();
			next = Math.max(next + this.interval, System.nanoTime());
		}
	}

	private boolean closedBefore(long time) {
		while (true) {
			try {
				return this.closed.await(time - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				// Only closing ends it: whoever interrupts all threads must not.
			}
		}
	}

	private void tick() {
		try {
			this.task.run();
			this.failed = false;
		}
		catch (Throwable ex) {
			complain(ex);
		}
	}

	private void complain(Throwable failure) {
		boolean first = !this.failed;
		this.failed = true;
		try {
			if (first) {
				logger.warn(this.thread.getName() + " failed and goes on", failure);
			}
		}
		catch (Throwable ex) {
			// Without descriptors or memory even logging fails, which must not end it.
		}
	}

}
