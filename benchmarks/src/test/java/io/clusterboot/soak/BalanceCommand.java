package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.clusterboot.load.Client;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;

/**
 * How evenly kept connections lie on the workers after five seconds, next to what the
 * kernel alone makes of them.
 */
class BalanceCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration SETTLE = Duration.ofSeconds(Soak.option("settle", 5));

	private static final int REQUESTS_PER_CONNECTION = 20;

	private final int rounds = Soak.option("rounds", 20);

	@Override
	public Boolean call() {
		System.out.println("""
				| workers | mode | connections | hottest above the mean: median | most | allowed | rounds above it |
				|---|---|---|---|---|---|---|""");
		boolean kept = true;
		for (int workers : new int[] { 2, 4 }) {
			for (Mode mode : Mode.wanted()) {
				kept &= measure(workers, mode) || mode == Mode.UNSTEERED;
			}
		}
		return kept;
	}

	private boolean measure(int workers, Mode mode) {
		boolean kept = true;
		// While workers are new their parts are meant to differ.
		try (Target target = mode.start(workers)) {
			for (int connections : new int[] { 16, 64, 256 }) {
				List<Double> excesses = new ArrayList<>();
				for (int round = 0; round < this.rounds; round++) {
					excesses.add(excess(target, connections, workers));
				}
				kept &= report(workers, mode.title(), connections, excesses);
			}
		}
		return kept;
	}

	private double excess(Target target, int connections, int workers) {
		try (Load load = Load.start(Traffic.KEEP_ALIVE, target.port(), connections,
				connections * REQUESTS_PER_CONNECTION, TIMEOUT)) {
			Pause.of(SETTLE);
			Map<Long, Long> open = load.clients()
				.stream()
				.map(Client::pid)
				.filter((pid) -> pid != 0)
				.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
			load.finish(0, TIMEOUT.multipliedBy(2));
			List<Long> counts = List.copyOf(open.values());
			double mean = counts.stream().mapToLong(Long::longValue).sum() / (double) workers;
			return counts.stream().mapToLong(Long::longValue).max().orElse(0) - mean;
		}
	}

	private boolean report(int workers, String mode, int connections, List<Double> excesses) {
		double allowed = Math.max(1, 0.2 * connections / workers);
		List<Double> sorted = excesses.stream().sorted().toList();
		long above = sorted.stream().filter((excess) -> excess > allowed).count();
		System.out.printf("| %d | %s | %d | %.1f | %.1f | %.1f | %d of %d |%n", workers, mode, connections,
				sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), allowed, above, sorted.size());
		return above == 0;
	}

}
