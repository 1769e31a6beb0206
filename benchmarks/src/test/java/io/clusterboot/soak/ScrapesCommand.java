package io.clusterboot.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.HdrHistogram.Histogram;

import io.clusterboot.integration.ClassPath;
import io.clusterboot.integration.Processes;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;
import io.clusterboot.soak.Scrapers.Failed;

/**
 * Thousands of scrapes under load while workers are killed and stand still: each shows
 * all that was ever counted. None may fail that the primary passes on; where the workers
 * are scraped directly, only one that a worker took along into its death.
 */
class ScrapesCommand implements Callable<Boolean> {

	private static final Duration LONGEST = Duration.ofMinutes(30);

	/**
	 * How long Prometheus waits by default.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(Soak.option("timeout", 10));

	private static final Duration SETTLE = Duration.ofSeconds(Soak.option("settle", 3));

	/**
	 * Longer than until no new connections reach the worker, shorter than until it is
	 * taken for hung.
	 */
	private static final Duration STANDSTILL = Duration.ofSeconds(4);

	private static final int MOST_SHOWN = 10;

	private final int workers = Soak.option("workers", 2);

	private final int scrapes = Soak.option("scrapes", 10_000);

	private final boolean direct = Soak.options("scraped", List.of("primary")).contains("workers");

	private final AtomicInteger begun = new AtomicInteger();

	private final List<Kill> kills = new ArrayList<>();

	private final LongAdder standstills = new LongAdder();

	@Override
	public Boolean call() {
		try (Target target = OperatedTarget.cluster(this.workers, ClassPath.operated());
				Load load = Load.start(Traffic.NEW_CONNECTION, Endpoint.OPERATED, target.port(),
						Soak.option("clients", 16), Soak.option("rate", 200), TIMEOUT)) {
			Scrapers scrapers = new Scrapers((this.direct) ? target.port() : target.managementPort(), TIMEOUT);
			long start = System.nanoTime();
			List<Thread> threads = IntStream.range(0, Soak.option("scrapers", 3))
				.mapToObj((number) -> start(scrapers, number))
				.toList();
			disturb(target, threads);
			double seconds = (System.nanoTime() - start) / 1e9;
			System.out.print(load.finish(0, LONGEST));
			scrapers.scrape(false);
			System.out.printf("work_done_total is %,.0f%n", scrapers.floor().sum("work_done_total{"));
			return report(scrapers, seconds);
		}
	}

	private Thread start(Scrapers scrapers, int number) {
		Thread thread = new Thread(() -> {
			for (int i = this.begun.getAndIncrement(); i < this.scrapes; i = this.begun.getAndIncrement()) {
				scrapers.scrape(i % 2 == 1);
			}
		}, "scraper-" + number);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void disturb(Target target, List<Thread> scrapers) {
		Operations operations = new Operations(target);
		for (int round = 1; scrapers.stream().anyMatch(Thread::isAlive); round++) {
			Pause.of(SETTLE);
			operations.awaitWhole(this.workers);
			List<Long> pids = target.workers();
			long victim = pids.get(round % pids.size());
			if (round % 4 == 0) {
				standStill(victim);
			}
			else {
				kill(victim);
			}
		}
		operations.awaitWhole(this.workers);
	}

	private void standStill(long pid) {
		Processes.signal("STOP", pid);
		Pause.of(STANDSTILL);
		Processes.signal("CONT", pid);
		this.standstills.increment();
	}

	private void kill(long pid) {
		long start = System.nanoTime();
		Processes.signal("KILL", pid);
		if (!Pause.until(() -> Files.notExists(Path.of("/proc/" + pid)), LONGEST)) {
			throw new IllegalStateException("Process " + pid + " does not end");
		}
		this.kills.add(new Kill(start, System.nanoTime()));
	}

	private boolean report(Scrapers scrapers, double seconds) {
		List<Failed> lost = scrapers.failures().stream().filter(this::wasTakenAlong).toList();
		List<Failed> failed = scrapers.failures().stream().filter((each) -> !wasTakenAlong(each)).toList();
		Histogram times = scrapers.times();
		System.out.printf("""
				| scrapes | scrapes/s | workers killed | stood still | lost with a victim | failed | fallen | \
				duplicates | series that never fall | p50 | p99 | longest |
				|---|---|---|---|---|---|---|---|---|---|---|---|
				| %,d | %.0f | %d | %d | %d | %d | %d | %d | %,d | %.1f ms | %.1f ms | %.0f ms |
				""", this.scrapes, this.scrapes / seconds, this.kills.size(), this.standstills.sum(), lost.size(),
				failed.size(), scrapers.fallen().size(), scrapers.duplicates().size(),
				scrapers.floor().counted().size(), millis(times, 50), millis(times, 99), millis(times, 100));
		lost.stream()
			.map(Failed::reason)
			.distinct()
			.forEach((reason) -> System.out.println("Lost with a victim: " + reason));
		failed.stream().limit(MOST_SHOWN).forEach((each) -> System.out.println("Failed: " + each.reason()));
		scrapers.fallen()
			.entrySet()
			.stream()
			.limit(MOST_SHOWN)
			.forEach((each) -> System.out.println("Fallen " + each.getValue() + " times: " + each.getKey()));
		return failed.isEmpty() && scrapers.fallen().isEmpty() && scrapers.duplicates().isEmpty();
	}

	private boolean wasTakenAlong(Failed failed) {
		return this.direct && this.kills.stream().anyMatch((kill) -> kill.cutOff(failed) || kill.leftWaiting(failed));
	}

	private static double millis(Histogram histogram, double percentile) {
		return histogram.getValueAtPercentile(percentile) / 1e3;
	}

	/**
	 * One kill.
	 *
	 * @param start when it was about to be sent
	 * @param end when the process was gone, its sockets with it
	 */
	private record Kill(long start, long end) {

		/**
		 * The scrapers share the processors with the cluster and may notice late.
		 */
		private static final Duration AFTERMATH = Duration.ofSeconds(1);

		boolean cutOff(Failed failed) {
			return failed.reason().matches("(?s)(RESET|EOF)_.*") && failed.end() >= this.start
					&& failed.end() <= this.end + AFTERMATH.toNanos();
		}

		/**
		 * Return whether a scrape waited in the queue that the victim's replacement
		 * inherits.
		 * @param failed the scrape
		 * @return whether it may have
		 */
		boolean leftWaiting(Failed failed) {
			return failed.reason().startsWith("TIMEOUT_BEFORE_") && failed.end() >= this.start
					&& failed.start() <= this.end + AFTERMATH.toNanos();
		}

	}

}
