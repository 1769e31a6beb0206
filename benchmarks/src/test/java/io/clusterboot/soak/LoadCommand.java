package io.clusterboot.soak;

import java.time.Duration;
import java.util.concurrent.Callable;

import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;

/**
 * Undisturbed load on the sample application: no request may fail.
 */
class LoadCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration LONGEST = Duration.ofMinutes(30);

	@Override
	public Boolean call() {
		int workers = Soak.option("workers", 2);
		try (Target target = Target.sample(0, "--cluster.workers=" + workers).await(workers)) {
			long failed = run(target, "keep-alive", Soak.option("connections", 64), true,
					Soak.option("requests", 1_000_000));
			failed += run(target, "new connections", Soak.option("new-clients", 16), false,
					Soak.option("new-requests", 50_000));
			return failed == 0;
		}
	}

	private long run(Target target, String name, int clients, boolean keepAlive, int requests) {
		try (Load load = Load.start(name, target.port(), Endpoint.SAMPLE, clients, keepAlive, TIMEOUT)) {
			System.out.print(load.finish(requests, LONGEST));
			return load.tally().failedCount();
		}
	}

}
