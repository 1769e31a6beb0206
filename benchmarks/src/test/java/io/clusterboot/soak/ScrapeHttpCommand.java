package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.integration.ClassPath;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;
import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * What a scrape of all workers costs a running cluster, next to what it costs the same
 * application without a cluster: the processor time of all processes, from the request to
 * the answer and with all that runs beside, measured in turns.
 */
class ScrapeHttpCommand implements Callable<Boolean> {

	private static final double LARGEST_RATIO = 6;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration LONGEST = Duration.ofMinutes(2);

	private static final byte[] SCRAPE = Endpoint.get("/actuator/prometheus",
			"application/openmetrics-text;version=1.0.0");

	private final int workers = Soak.option("workers", 4);

	private final int series = Soak.option("series", 1000);

	private final int scrapes = Soak.option("scrapes", 400);

	private final Samples own = new Samples("the application without a cluster", "us");

	private final Samples merged = new Samples("all workers and the primary", "us");

	private final Samples ratio = new Samples("ratio", "");

	@Override
	public Boolean call() throws RequestFailedException {
		try (Target single = OperatedTarget.alone(ClassPath.operated());
				Target cluster = OperatedTarget.cluster(this.workers, ClassPath.operated())) {
			fill(single, 1);
			fill(cluster, this.workers);
			for (int i = 0; i < Soak.option("warm-up", 5); i++) {
				round(single, cluster, false);
			}
			for (int i = 0; i < Soak.option("rounds", 11); i++) {
				round(single, cluster, true);
			}
		}
		List.of(this.own, this.merged, this.ratio).forEach(System.out::println);
		return this.ratio.median() <= LARGEST_RATIO;
	}

	/**
	 * Have each process count for the same series.
	 * @param target the application
	 * @param processes how many processes answer its requests
	 */
	private void fill(Target target, int processes) {
		String last = "series_total{number=\"" + (this.series - 1) + "\"";
		boolean filled = Pause.until(() -> {
			try {
				target.request("GET", "/series?count=" + this.series, TIMEOUT);
				return scrape(target).lines().filter((line) -> line.startsWith(last)).count() == processes;
			}
			catch (RequestFailedException ex) {
				throw new IllegalStateException(ex);
			}
		}, LONGEST);
		if (!filled) {
			throw new IllegalStateException("Not all workers got a request in " + LONGEST);
		}
	}

	private void round(Target single, Target cluster, boolean count) throws RequestFailedException {
		double own = microseconds(single);
		double merged = microseconds(cluster);
		if (count) {
			this.own.add(own);
			this.merged.add(merged);
			this.ratio.add(merged / own);
		}
	}

	private double microseconds(Target target) throws RequestFailedException {
		List<Long> processes = new ArrayList<>(target.workers());
		processes.add(target.jvm().pid());
		long before = cpuTime(processes);
		for (int i = 0; i < this.scrapes; i++) {
			scrape(target);
		}
		return (cpuTime(processes) - before) / 1e3 / this.scrapes;
	}

	private static long cpuTime(List<Long> processes) {
		return processes.stream()
			.map((pid) -> ProcessHandle.of(pid).flatMap((process) -> process.info().totalCpuDuration()).orElseThrow())
			.mapToLong(Duration::toNanos)
			.sum();
	}

	private static String scrape(Target target) throws RequestFailedException {
		try (HttpConnection connection = HttpConnection.open(target.port(), TIMEOUT)) {
			return connection.exchange(SCRAPE);
		}
	}

}
