package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.integration.Processes;
import io.clusterboot.load.Failure;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Tally.Wait;
import io.clusterboot.load.Traffic;

/**
 * Stops a worker as a long garbage collection does: new connections may wait only until
 * the primary has noticed.
 */
class PauseCommand implements Callable<Boolean> {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(2);

	/**
	 * Defaults of park-after and of the interval of heartbeats, and what a machine under
	 * load may be late.
	 */
	private static final Duration NOTICED = Duration.ofSeconds(2 + 1).plusMillis(Soak.option("margin-millis", 500));

	private final Duration stopped = Duration.ofSeconds(Soak.option("seconds", 10));

	private final Duration wait = Duration.ofMillis(Soak.option("wait-millis", 500));

	@Override
	public Boolean call() {
		int workers = Soak.option("workers", 2);
		boolean kept = true;
		try (Target target = Target.loaded(workers, List.of());
				Load load = Load.start(Traffic.NEW_CONNECTION, target.port(), Soak.option("clients", 128),
						Soak.option("rate", 200), TIMEOUT)) {
			Operations operations = new Operations(target);
			System.out.println("| round | waited | last of them began after SIGSTOP | later ones |\n|---|---|---|---|");
			for (int round = 1; round <= Soak.option("rounds", 20); round++) {
				Pause.of(this.stopped);
				kept &= stop(target, load, round);
				operations.awaitWhole(workers);
			}
			System.out.print(load.finish(0, LONGEST));
			// A stopped worker answers nobody; that is what the timeouts are.
			return kept && load.tally()
				.failures()
				.stream()
				.allMatch((failed) -> failed.failure() == Failure.TIMEOUT_BEFORE_RESPONSE);
		}
	}

	private boolean stop(Target target, Load load, int round) {
		List<Long> pids = target.workers();
		long victim = pids.get(round % pids.size());
		long start = System.nanoTime();
		Processes.signal("STOP", victim);
		Pause.of(this.stopped);
		long end = System.nanoTime();
		Processes.signal("CONT", victim);
		Pause.of(TIMEOUT);
		return report(round, start, waits(load, start, end));
	}

	private List<Wait> waits(Load load, long start, long end) {
		return load.tally()
			.waits()
			.stream()
			.filter((each) -> each.nanos() > this.wait.toNanos() && each.start() >= start && each.start() < end)
			.toList();
	}

	private boolean report(int round, long start, List<Wait> waits) {
		long last = waits.stream().mapToLong((each) -> each.start() - start).max().orElse(0);
		long later = waits.stream().filter((each) -> each.start() - start > NOTICED.toNanos()).count();
		System.out.printf("| %d | %d | %d ms | %d |%n", round, waits.size(), last / 1_000_000, later);
		return later == 0;
	}

}
