package io.clusterboot.context;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what depends on an answer of the cluster. As many threads as it takes: what
 * depends on one answer may wait for another.
 */
enum CallbackThreads implements Executor {

	INSTANCE;

	private static final long KEEP_ALIVE_SECONDS = 10;

	private final Executor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
			new SynchronousQueue<>(), (task) -> {
				Thread thread = new Thread(task, "cluster-callback");
				thread.setDaemon(true);
				return thread;
			});

	@Override
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

}
