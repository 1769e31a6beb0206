package io.clusterboot.context;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs what depends on an answer of the cluster. As many threads as it takes: what
 * depends on one answer may wait for another.
 */
enum CallbackThreads implements Executor {

	INSTANCE;

	private final Executor threads = OnDemandThreads.many("cluster-callback", Duration.ofSeconds(10));

	@Override
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

}
