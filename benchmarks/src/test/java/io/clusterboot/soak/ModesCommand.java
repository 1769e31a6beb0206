package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.HdrHistogram.Histogram;

import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;
import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * Throughput and percentiles of the modes beside those of the plain application, each in
 * turn, under full load.
 */
class ModesCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final double MILLI = 1000;

	private static final int MAX_WARM_UPS = 12;

	private static final double STILL_BETTER = 1.05;

	private static final String PLAIN = "one JVM";

	private final int rounds = Soak.option("rounds", 5);

	private final Duration length = Duration.ofSeconds(Soak.option("seconds", 6));

	private final Map<String, Target> targets = new LinkedHashMap<>();

	@Override
	public Boolean call() {
		try {
			this.targets.put(PLAIN, Target.single());
			Mode.wanted().forEach((mode) -> this.targets.put(mode.title(), mode.start(Soak.option("workers", 2))));
			System.out.println("""
					| traffic | mode | req/s, median | ratio to one JVM, median (least to most) | p50 | p99 | p99.9 |
					|---|---|---|---|---|---|---|""");
			compare(Traffic.KEEP_ALIVE);
			compare(Traffic.NEW_CONNECTION);
			return true;
		}
		finally {
			this.targets.values().forEach(Target::close);
		}
	}

	private void compare(Traffic traffic) {
		this.targets.values().forEach((target) -> warmUp(target, traffic));
		Map<String, Histogram> latencies = new LinkedHashMap<>();
		Map<String, Samples> rates = new LinkedHashMap<>();
		Map<String, Samples> ratios = new LinkedHashMap<>();
		for (int round = 0; round < this.rounds; round++) {
			Map<String, Double> measured = new LinkedHashMap<>();
			for (String name : order(round)) {
				Histogram histogram = latencies.computeIfAbsent(name, (key) -> new Histogram(3));
				measured.put(name, measure(this.targets.get(name), traffic, histogram));
			}
			measured.forEach((name, rate) -> {
				rates.computeIfAbsent(name, (key) -> new Samples(key, "req/s")).add(rate);
				ratios.computeIfAbsent(name, (key) -> new Samples(key, "")).add(rate / measured.get(PLAIN));
			});
		}
		this.targets.keySet()
			.forEach((name) -> report(traffic, name, rates.get(name), ratios.get(name), latencies.get(name)));
	}

	/**
	 * Have a target's compilers do their work. Each of N workers gets a part of the
	 * traffic, and needs that much longer than one JVM.
	 */
	private void warmUp(Target target, Traffic traffic) {
		double before = 0;
		for (int i = 0; i < MAX_WARM_UPS; i++) {
			double rate = measure(target, traffic, new Histogram(3));
			if (rate < before * STILL_BETTER) {
				return;
			}
			before = rate;
		}
	}

	private List<String> order(int round) {
		List<String> names = new ArrayList<>(this.targets.keySet());
		java.util.Collections.rotate(names, round);
		return names;
	}

	private double measure(Target target, Traffic traffic, Histogram histogram) {
		try (Load load = Load.start(traffic, target.port(), Soak.option("clients", 64), 0, TIMEOUT)) {
			Pause.of(Duration.ofSeconds(1));
			load.tally().window();
			long before = load.tally().succeededCount();
			long start = System.nanoTime();
			Pause.of(this.length);
			double rate = (load.tally().succeededCount() - before) / ((System.nanoTime() - start) / 1e9);
			histogram.add(load.tally().window());
			load.finish(0, TIMEOUT.multipliedBy(2));
			return rate;
		}
	}

	private void report(Traffic traffic, String name, Samples rates, Samples ratios, Histogram latencies) {
		List<Double> sorted = ratios.values().stream().sorted().toList();
		System.out.printf("| %s | %s | %,.0f | %.2f (%.2f to %.2f) | %.2f ms | %.1f ms | %.1f ms |%n", traffic.title(),
				name, rates.median(), ratios.median(), sorted.get(0), sorted.get(sorted.size() - 1),
				latencies.getValueAtPercentile(50) / MILLI, latencies.getValueAtPercentile(99) / MILLI,
				latencies.getValueAtPercentile(99.9) / MILLI);
	}

}
