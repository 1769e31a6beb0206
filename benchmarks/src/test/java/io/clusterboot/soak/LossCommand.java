package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.clusterboot.integration.Processes;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;

/**
 * What is lost when one of two workers goes, each mode in turn: promises nothing, for a
 * worker that is killed takes along what is in flight on it.
 */
class LossCommand implements Callable<Boolean> {

	private static final int WORKERS = 2;

	private static final Duration TIMEOUT = Duration.ofSeconds(Soak.option("timeout", 30));

	private static final Duration BEFORE = Duration.ofSeconds(2);

	private static final Duration AFTER = Duration.ofSeconds(4);

	private final int rounds = Soak.option("rounds", 5);

	private final Map<Mode, Target> targets = new EnumMap<>(Mode.class);

	private final Map<Target, Long> newest = new java.util.HashMap<>();

	@Override
	public Boolean call() {
		try {
			Mode.wanted().forEach((mode) -> this.targets.put(mode, mode.start(WORKERS)));
			this.targets.values().forEach((target) -> this.newest.put(target, (long) WORKERS));
			System.out.println("""
					| what | traffic | mode | lost: least | median | most | requests | by class |
					|---|---|---|---|---|---|---|---|""");
			for (String signal : List.of("TERM", "KILL")) {
				measure(signal, Traffic.NEW_CONNECTION, 1000);
				measure(signal, Traffic.NEW_CONNECTION, 3000);
				measure(signal, Traffic.KEEP_ALIVE, 3000);
			}
			return true;
		}
		finally {
			this.targets.values().forEach(Target::close);
		}
	}

	private void measure(String signal, Traffic traffic, int rate) {
		Map<Mode, List<Load>> loads = new EnumMap<>(Mode.class);
		for (int round = 0; round < this.rounds; round++) {
			this.targets.forEach((mode, target) -> loads.computeIfAbsent(mode, (key) -> new ArrayList<>())
				.add(lose(target, signal, traffic, rate)));
		}
		loads.forEach((mode, all) -> report(signal, traffic, rate, mode, all));
	}

	private Load lose(Target target, String signal, Traffic traffic, int rate) {
		try (Load load = Load.start(traffic, target.port(), Soak.option("clients", 64), rate, TIMEOUT)) {
			Pause.of(BEFORE);
			Processes.signal(signal, target.workers().get(0));
			Pause.of(AFTER);
			load.finish(0, TIMEOUT.multipliedBy(2));
			target.awaitWorker(this.newest.merge(target, 1L, Long::sum));
			return load;
		}
	}

	private void report(String signal, Traffic traffic, int rate, Mode mode, List<Load> loads) {
		List<Long> lost = loads.stream().map((load) -> load.tally().failedCount()).sorted().toList();
		long requests = loads.stream().mapToLong((load) -> load.tally().succeededCount()).sum();
		System.out.printf("| SIG%s | %s, %,d/s | %s | %d | %d | %d | %,d | %s |%n", signal, traffic.title(), rate,
				mode.title(), lost.get(0), lost.get(lost.size() / 2), lost.get(lost.size() - 1), requests,
				io.clusterboot.load.Tally
					.byClass(loads.stream().flatMap((load) -> load.tally().failures().stream()).toList()));
	}

}
