package io.clusterboot.peer;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this package: named, there only while there is something to do, and none
 * of them holds the JVM.
 */
final class PeerThreads {

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

	private PeerThreads() {
	}

	static Thread daemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Return an executor that runs each task at once.
	 * @param name name of its threads
	 * @param most how many tasks it runs at a time; it rejects more
	 * @return the executor
	 */
	static ThreadPoolExecutor pool(String name, int most) {
		return new ThreadPoolExecutor(0, most, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(),
				(task) -> daemon(name, task));
	}

}
