package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * What the counting of requests costs: throughput of one worker with it and without it, a
 * new JVM for each measurement, in alternating order.
 */
class CountingCommand implements Callable<Boolean> {

	private static final double SMALLEST_RATIO = 0.98;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Override
	public Boolean call() {
		Samples counted = new Samples("throughput, counted", "requests/s");
		Samples uncounted = new Samples("throughput, not counted", "requests/s");
		Samples ratio = new Samples("ratio, counted to not counted", "");
		for (int round = 0; round < Soak.option("rounds", 7); round++) {
			double with = 0;
			if (round % 2 == 0) {
				with = throughput(true);
			}
			double without = throughput(false);
			if (round % 2 == 1) {
				with = throughput(true);
			}
			counted.add(with);
			uncounted.add(without);
			ratio.add(with / without);
		}
		System.out.println(counted);
		System.out.println(uncounted);
		System.out.println(ratio);
		return ratio.median() >= SMALLEST_RATIO;
	}

	private double throughput(boolean counted) {
		try (Target target = Target
			.application(UncountedApplication.class, List.of("-Xmx512m"), "--cluster.workers=1",
					"--uncounted=" + !counted)
			.await(1)) {
			String removed = counted ? "counting valves removed: 0" : "counting valves removed: 1";
			target.jvm().awaitOutput(removed, TIMEOUT);
			measure(target, Soak.option("warm-up", 8));
			return measure(target, Soak.option("seconds", 10));
		}
	}

	private double measure(Target target, int seconds) {
		try (Load load = Load.start("counting", target.port(), Endpoint.PROBE, 16, true, TIMEOUT)) {
			long start = System.nanoTime();
			long before = load.tally().succeededCount();
			Pause.of(Duration.ofSeconds(seconds));
			double rate = (load.tally().succeededCount() - before) / ((System.nanoTime() - start) / 1e9);
			load.finish(0, TIMEOUT);
			return rate;
		}
	}

}
