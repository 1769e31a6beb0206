package io.clusterboot.soak;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;

import io.clusterboot.integration.ClassPath;
import io.clusterboot.integration.Processes;
import io.clusterboot.integration.Scrape;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;
import io.clusterboot.load.Traffic;

/**
 * Prometheus scrapes a cluster that is reloaded under load, and of which a worker is
 * killed: it sees one application, which is always up and whose counters never start
 * anew.
 */
class PrometheusCommand implements Callable<Boolean> {

	private static final Duration START = Duration.ofMinutes(1);

	private static final Duration TIMEOUT = Duration.ofSeconds(Soak.option("timeout", 60));

	private static final Duration WARM_UP = Duration.ofSeconds(Soak.option("warm-up", 10));

	private static final Duration SETTLE = Duration.ofSeconds(Soak.option("settle", 5));

	/**
	 * Prometheus extrapolates to the ends of its window.
	 */
	private static final double DEVIATION = 0.01;

	private static final String REQUESTS = "http_server_requests_seconds_count{job=\"cluster\",uri=\"/work\"}";

	private final int workers = Soak.option("workers", 2);

	private final int interval = Soak.option("interval", 1);

	private final int rate = Soak.option("rate", 200);

	private boolean kept = true;

	@Override
	public Boolean call() throws RequestFailedException {
		if (!Prometheus.isInstalled()) {
			System.out.println("Needs the programs prometheus and promtool: apt-get install -y prometheus");
			return false;
		}
		// A worker that is slow is left out, before the scrape of all is too late.
		String patience = "--cluster.management.timeout=" + 500 * this.interval + "ms";
		try (Target target = OperatedTarget.cluster(this.workers, ClassPath.operated(), patience);
				Prometheus prometheus = Prometheus.start(target.port(), this.interval);
				Load load = Load.start(Traffic.NEW_CONNECTION, Endpoint.OPERATED, target.port(),
						Soak.option("clients", 16), this.rate, TIMEOUT)) {
			if (!Pause.until(() -> prometheus.value("up") == 1, START)) {
				throw new IllegalStateException("Prometheus does not see the cluster in " + START);
			}
			long start = System.nanoTime();
			Pause.of(WARM_UP);
			requests(prometheus, load, () -> disturb(target));
			report(target, prometheus, start);
			System.out.print(load.finish(0, TIMEOUT.multipliedBy(2)));
			return this.kept;
		}
	}

	private void disturb(Target target) {
		Operations operations = new Operations(target);
		List<String> states = new ArrayList<>();
		for (int i = 0; i < Soak.option("rounds", 5); i++) {
			note("Reload");
			states.add(operations.reload().get("state").asString());
			Pause.of(SETTLE);
		}
		System.out.println("Reloads: " + states);
		require(states.stream().allMatch("SUCCEEDED"::equals));
		long newest = operations.newest();
		note("Kill");
		Processes.signal("KILL", target.workers().get(0));
		operations.awaitNewerThan(newest, this.workers);
		note("Replaced");
		Pause.of(SETTLE);
	}

	private void requests(Prometheus prometheus, Load load, Runnable action) {
		long start = System.nanoTime();
		long before = load.tally().succeededCount();
		action.run();
		long sent = load.tally().succeededCount() - before;
		long seconds = Math.round((System.nanoTime() - start) / 1e9);
		double seen = prometheus.value("sum(rate(" + REQUESTS + "[" + seconds + "s])) * " + seconds);
		double ratio = seen / sent;
		// What a worker that is killed has counted since the last scrape is lost with it.
		double allowed = DEVIATION + (double) this.interval * this.rate / sent;
		System.out.printf("Requests in %d s: %,d answered, %,.0f by sum(rate()), ratio %.4f, allowed 1 ± %.3f%n",
				seconds, sent, seen, ratio, allowed);
		require(Math.abs(ratio - 1) <= allowed);
	}

	private void report(Target target, Prometheus prometheus, long start) throws RequestFailedException {
		long seconds = secondsSince(start);
		String window = "[" + seconds + "s]";
		double scrapes = prometheus.value("count_over_time(up" + window + ")");
		double up = prometheus.value("sum_over_time(up" + window + ")");
		System.out.printf("Up in %.0f of %.0f scrapes in %d s; a scrape took %.0f ms on average, %.0f ms at most%n", up,
				scrapes, seconds, 1000 * prometheus.value("avg_over_time(scrape_duration_seconds" + window + ")"),
				1000 * prometheus.value("max_over_time(scrape_duration_seconds" + window + ")"));
		require(up == scrapes && scrapes > 0.8 * seconds / this.interval);
		reportDown(prometheus, window);
		String scrape = scrape(target, "");
		System.out.println("| never falls | series | resets | increase |\n|---|---|---|---|");
		families(scrape).forEach((family) -> reportFamily(prometheus, family, window));
		Set<String> complaints = prometheus.check(scrape);
		Set<String> own = new TreeSet<>();
		for (int worker = 0; worker < this.workers; worker++) {
			own.addAll(prometheus.check(scrape(target, "?worker=" + worker)));
		}
		System.out.printf("promtool check metrics: %d complaints, of the workers each alone: %d%n", complaints.size(),
				own.size());
		complaints.removeAll(own);
		complaints.forEach((complaint) -> System.out.println("New: " + complaint));
		require(complaints.isEmpty());
	}

	private void reportDown(Prometheus prometheus, String window) {
		for (JsonNode series : prometheus.query("up" + window)) {
			series.get("values")
				.valueStream()
				.filter((sample) -> "0".equals(sample.get(1).asString()))
				.forEach((sample) -> System.out.println("Not up at " + at(sample.get(0).asLong())));
		}
	}

	private static LocalTime at(long epochSecond) {
		return LocalTime.ofInstant(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC);
	}

	private static void note(String what) {
		System.out.println(what + " at " + at(Instant.now().getEpochSecond()));
	}

	private void reportFamily(Prometheus prometheus, String family, String window) {
		String series = family + "{job=\"cluster\"}";
		double count = prometheus.value("count(" + series + ")");
		double resets = prometheus.value("sum(resets(" + series + window + "))");
		System.out.printf("| `%s` | %.0f | %.0f | %,.1f |%n", family, count, resets,
				prometheus.value("sum(increase(" + series + window + "))"));
		require(resets == 0);
		for (JsonNode fallen : (resets != 0) ? prometheus.query("resets(" + series + window + ") > 0")
				: List.<JsonNode>of()) {
			System.out.println("Fallen: " + fallen);
		}
	}

	private static Set<String> families(String scrape) {
		Set<String> families = new TreeSet<>();
		Scrape.of(scrape).counted().keySet().forEach((series) -> families.add(series.replaceAll("\\{.*", "")));
		return families;
	}

	private String scrape(Target target, String query) throws RequestFailedException {
		try (HttpConnection connection = HttpConnection.open(target.port(), TIMEOUT)) {
			return connection.exchange(Endpoint.get("/actuator/prometheus" + query, "text/plain;version=0.0.4"));
		}
	}

	private void require(boolean condition) {
		this.kept &= condition;
	}

	private static long secondsSince(long start) {
		return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
	}

}
