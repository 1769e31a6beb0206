package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.clusterboot.load.Pause;
import io.clusterboot.soak.Wrk.Figures;

/**
 * How much a cluster answers, and how late, next to the plain application and to nginx in
 * front of two of them, in turn. All of them run all the time, and are warm.
 */
class ThroughputCommand implements Callable<Boolean> {

	private static final String PLAIN = "plain application";

	private static final String CLUSTER = "cluster";

	private static final String NGINX = "nginx in front of two";

	private final int workers = Soak.option("workers", 2);

	private final int rounds = Soak.option("rounds", 5);

	private final Duration length = Duration.ofSeconds(Soak.option("seconds", 8));

	private final Duration warmUp = Duration.ofSeconds(Soak.option("warm-up", 40));

	@Override
	public Boolean call() {
		boolean kept = true;
		for (String name : Soak.options("request", List.of("hello", "json", "jdbc", "lock"))) {
			kept &= measure(Request.valueOf(name.toUpperCase(Locale.ROOT)));
		}
		return kept;
	}

	private boolean measure(Request request) {
		try (Home plain = Home.of(request.subject); Home cluster = Home.of(request.subject)) {
			String[] arguments = request.arguments(plain);
			// The start after it finds what it leaves.
			Started.cluster(cluster, this.workers, arguments).leaveCaches(Duration.ofSeconds(10));
			try (Started one = Started.plain(plain, arguments);
					Started all = Started.cluster(cluster, this.workers, arguments);
					Peer nginx = nginx(request, plain, arguments)) {
				one.awaitReady();
				all.awaitReady();
				return compare(request, Map.of(PLAIN, one.port(), CLUSTER, all.port(), NGINX, nginx.port()));
			}
		}
	}

	private static Peer nginx(Request request, Home home, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--cluster.enabled=false"));
		all.addAll(List.of(arguments));
		return Peer.start("nginx", Map.of(Peer.LOAD_JAR, home.jar().toString(), Peer.READY, request.path, "JVM_OPTIONS",
				"", "ARGUMENTS", String.join(" ", all)));
	}

	private boolean compare(Request request, Map<String, Integer> ports) {
		ports.values().forEach((port) -> Wrk.measure(port, request.path, this.warmUp));
		Map<Comparison, Ratio> rows = rows(request);
		List<String> order = new ArrayList<>(List.of(PLAIN, CLUSTER, NGINX));
		for (int round = 0; round < this.rounds; round++) {
			Map<String, Figures> measured = new LinkedHashMap<>();
			for (String name : order) {
				Pause.of(Duration.ofSeconds(1));
				measured.put(name, Wrk.measure(ports.get(name), request.path, this.length));
			}
			System.out.printf("%s, round %d: %s%n", request, round + 1, measured);
			rows.forEach((row, ratio) -> ratio.add(row, measured));
			Collections.rotate(order, 1);
		}
		return Comparison.report(request, List.copyOf(rows.keySet()));
	}

	private static Map<Comparison, Ratio> rows(Request request) {
		Map<Comparison, Ratio> rows = new LinkedHashMap<>();
		for (String base : List.of(PLAIN, NGINX)) {
			rows.put(new Comparison(CLUSTER + ", time per answer", "µs", base, request.most(base)),
					(row, all) -> row.add(all.get(CLUSTER).micros(), all.get(base).micros()));
			rows.put(new Comparison(CLUSTER + ", p99", "ms", base, request.isReal() ? 1 : Comparison.NO_PROMISE),
					(row, all) -> row.add(all.get(CLUSTER).p99(), all.get(base).p99()));
			rows.put(new Comparison(CLUSTER + ", p99.9", "ms", base, Comparison.NO_PROMISE),
					(row, all) -> row.add(all.get(CLUSTER).p999(), all.get(base).p999()));
		}
		return rows;
	}

	/**
	 * What is asked for.
	 */
	private enum Request {

		HELLO(Subject.LOAD, "/pid"), JSON(Subject.LOAD, "/json"), JDBC(Subject.SAMPLE, "/api/entries"),

		/**
		 * Each holds a lock for 200 microseconds, and parks.
		 */
		LOCK(Subject.LOAD, "/locked?micros=200");

		private static final double OF_NGINX = 1 / 1.5;

		private static final double OF_LOCKED = 1 / 1.8;

		private static final String ROWS = "insert into entry (author, text, worker)"
				+ " select 'Author ' || x, 'Text ' || x, 0 from system_range(1, 1000);";

		private final Subject subject;

		private final String path;

		Request(Subject subject, String path) {
			this.subject = subject;
			this.path = path;
		}

		/**
		 * Return the arguments of the application: a database in its own memory, so that
		 * no process reads for another.
		 */
		private String[] arguments(Home home) {
			if (this != JDBC) {
				return new String[0];
			}
			try {
				return new String[] { "--spring.datasource.url=jdbc:h2:mem:entries", "--spring.sql.init.data-locations="
						+ Files.writeString(home.folder().resolve("rows.sql"), ROWS).toUri() };
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private boolean isReal() {
			return this != LOCK;
		}

		/**
		 * Return the longest time between two answers that is promised.
		 */
		private double most(String base) {
			if (isReal()) {
				return base.equals(PLAIN) ? 1 : OF_NGINX;
			}
			return base.equals(PLAIN) ? OF_LOCKED : Comparison.NO_PROMISE;
		}

	}

	/**
	 * Adds what belongs in a row.
	 */
	@FunctionalInterface
	private interface Ratio {

		void add(Comparison row, Map<String, Figures> measured);

	}

}
