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
 * What a scrape of all workers costs a running cluster, next to what it costs to scrape
 * one of as many instances of the same application that know nothing of each other, each
 * in its turn: the processor time of all processes, from the request to the answer and
 * with all that runs beside. One instance that is scraped over and over while the others
 * rest is told of, too; it finds all that it needs in the processor's caches, as no
 * process does that is scraped every few seconds.
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

	private final List<Target> instances = new ArrayList<>();

	private final Samples own = new Samples("one of the instances in turn", "us");

	private final Samples row = new Samples("one instance in a row", "us");

	private final Samples merged = new Samples("all workers and the primary", "us");

	private final Samples ratio = new Samples("ratio, all workers to one in turn", "");

	private final Samples rowRatio = new Samples("ratio, all workers to one in a row", "");

	@Override
	public Boolean call() throws RequestFailedException {
		try (Target cluster = OperatedTarget.cluster(this.workers, ClassPath.operated())) {
			fill(cluster, this.workers);
			for (int i = 0; i < this.workers; i++) {
				this.instances.add(OperatedTarget.alone(ClassPath.operated()));
				fill(this.instances.get(i), 1);
			}
			for (int i = 0; i < Soak.option("warm-up", 5); i++) {
				round(cluster, false);
			}
			for (int i = 0; i < Soak.option("rounds", 11); i++) {
				round(cluster, true);
			}
		}
		finally {
			this.instances.forEach(Target::close);
		}
		List.of(this.own, this.row, this.merged, this.ratio, this.rowRatio).forEach(System.out::println);
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

	private void round(Target cluster, boolean count) throws RequestFailedException {
		double own = microseconds(this.instances) / this.instances.size();
		double row = microseconds(this.instances.subList(0, 1));
		double merged = microseconds(List.of(cluster));
		if (count) {
			this.own.add(own);
			this.row.add(row);
			this.merged.add(merged);
			this.ratio.add(merged / own);
			this.rowRatio.add(merged / row);
		}
	}

	private double microseconds(List<Target> targets) throws RequestFailedException {
		List<Long> processes = new ArrayList<>();
		for (Target target : targets) {
			processes.addAll(target.workers());
			processes.add(target.jvm().pid());
		}
		long before = cpuTime(processes);
		for (int i = 0; i < this.scrapes; i++) {
			for (Target target : targets) {
				scrape(target);
			}
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
