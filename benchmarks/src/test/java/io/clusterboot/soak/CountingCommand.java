package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;
import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * What the counting of requests costs: throughput of one warm worker with it and without
 * it, in alternating order.
 */
class CountingCommand implements Callable<Boolean> {

	private static final double SMALLEST_RATIO = 0.98;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Samples counted = new Samples("throughput, counted", "requests/s");

	private final Samples uncounted = new Samples("throughput, not counted", "requests/s");

	private final Samples ratio = new Samples("ratio, counted to not counted", "");

	@Override
	public Boolean call() throws RequestFailedException {
		try (Target target = Target.application(UncountedApplication.class, List.of("-Xmx512m"), "--cluster.workers=1")
			.await(1); Load load = Load.start("counting", target.port(), Endpoint.PROBE, 16, true, TIMEOUT)) {
			for (int i = 0; i < Soak.option("warm-up", 4); i++) {
				throughput(target, load, i % 2 == 0);
			}
			for (int round = 0; round < Soak.option("rounds", 7); round++) {
				measure(target, load, round % 2 == 0);
			}
			load.finish(0, TIMEOUT);
		}
		System.out.println(this.counted);
		System.out.println(this.uncounted);
		System.out.println(this.ratio);
		return this.ratio.median() >= SMALLEST_RATIO;
	}

	private void measure(Target target, Load load, boolean countedFirst) throws RequestFailedException {
		double first = throughput(target, load, countedFirst);
		double second = throughput(target, load, !countedFirst);
		this.counted.add(countedFirst ? first : second);
		this.uncounted.add(countedFirst ? second : first);
		this.ratio.add(countedFirst ? first / second : second / first);
	}

	private double throughput(Target target, Load load, boolean counted) throws RequestFailedException {
		target.request("POST", "/counting?on=" + counted, TIMEOUT);
		long start = System.nanoTime();
		long before = load.tally().succeededCount();
		Pause.of(Duration.ofSeconds(Soak.option("seconds", 8)));
		return (load.tally().succeededCount() - before) / ((System.nanoTime() - start) / 1e9);
	}

}
