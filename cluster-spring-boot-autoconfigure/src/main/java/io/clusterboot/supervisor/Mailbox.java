package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes tasks from any thread, for one thread to run.
 */
final class Mailbox {

	private static final PoolTask WAKE_UP = (pool, now) -> {
	};

	private final BlockingQueue<PoolTask> tasks = new LinkedBlockingQueue<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	void post(PoolTask task) {
		this.tasks.add(task);
		// Whoever closed the box may have emptied it already
		if (isClosed()) {
			abandonAll();
		}
	}

	/**
	 * Return the tasks posted so far, waiting for the first.
	 * @param atMost how long to wait
	 * @return the tasks in order, none if the time is up
	 * @throws InterruptedException if the thread is interrupted
	 */
	List<PoolTask> take(Duration atMost) throws InterruptedException {
		PoolTask first = this.tasks.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
		if (first == null) {
			return List.of();
		}
		List<PoolTask> taken = new ArrayList<>();
		taken.add(first);
		this.tasks.drainTo(taken);
		return taken;
	}

	void close() {
		this.closed.set(true);
		this.tasks.add(WAKE_UP);
	}

	boolean isClosed() {
		return this.closed.get();
	}

	void abandonAll() {
		List<PoolTask> left = new ArrayList<>();
		this.tasks.drainTo(left);
		left.forEach(PoolTask::abandon);
	}

}
