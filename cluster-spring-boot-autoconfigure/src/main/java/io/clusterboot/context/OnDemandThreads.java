package io.clusterboot.context;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes executors whose threads exist only while there is something to do, and never keep
 * a process from ending.
 */
final class OnDemandThreads {

	private OnDemandThreads() {
	}

	/**
	 * Return an executor that runs tasks one after the other.
	 * @param name name of its thread
	 * @param keepAlive how long the thread waits for more
	 * @return the executor; what it is given after its end is discarded
	 */
	static ThreadPoolExecutor one(String name, Duration keepAlive) {
		return new ThreadPoolExecutor(0, 1, keepAlive.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
				named(name), new ThreadPoolExecutor.DiscardPolicy());
	}

	/**
	 * Return an executor that runs each task at once.
	 * @param name name of its threads
	 * @param keepAlive how long a thread waits for more
	 * @return the executor
	 */
	static ThreadPoolExecutor many(String name, Duration keepAlive) {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, keepAlive.toMillis(), TimeUnit.MILLISECONDS,
				new SynchronousQueue<>(), named(name));
	}

	private static ThreadFactory named(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

}
