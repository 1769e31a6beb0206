package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

	private static final String ALLOCATE = "/allocate?kilobytes=200&kept=20";

	private static final String LIVE = "--load.live-megabytes=1024";

	private final int workers = Soak.option("workers", 2);

	private final int rounds = Soak.option("rounds", 5);

	private final Duration length = Duration.ofSeconds(Soak.option("seconds", 8));

	private final Duration warmUp = Duration.ofSeconds(Soak.option("warm-up", 40));

	@Override
	public Boolean call() {
		boolean kept = true;
		for (String name : Soak.options("request", List.of("hello", "json", "jdbc", "lock", "heap", "heap-each"))) {
			kept &= measure(Request.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
		}
		return kept;
	}

	private boolean measure(Request request) {
		try (Home plain = Home.of(request.subject); Home cluster = Home.of(request.subject)) {
			String[] arguments = request.arguments(plain);
			// The start after it finds what it leaves.
			Started.cluster(cluster, this.workers, arguments).leaveCaches(Duration.ofSeconds(10));
			try (Started one = Started.plain(plain, arguments);
					Started all = Started.cluster(cluster, this.workers, arguments)) {
				one.awaitReady();
				all.awaitReady();
				Map<String, Integer> ports = new LinkedHashMap<>(Map.of(PLAIN, one.port(), CLUSTER, all.port()));
				return request.isProxied() ? compareToNginx(request, ports, plain, arguments) : compare(request, ports);
			}
		}
	}

	private boolean compareToNginx(Request request, Map<String, Integer> ports, Home home, String... arguments) {
		try (Peer nginx = nginx(request, home, arguments)) {
			ports.put(NGINX, nginx.port());
			return compare(request, ports);
		}
	}

	private static Peer nginx(Request request, Home home, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--cluster.enabled=false"));
		all.addAll(List.of(arguments));
		return Peer.start("nginx", Map.of(Peer.LOAD_JAR, home.jar().toString(), Peer.READY, request.path, "JVM_OPTIONS",
				"", "ARGUMENTS", String.join(" ", all)));
	}

	private boolean compare(Request request, Map<String, Integer> ports) {
		ports.values().forEach((port) -> Wrk.warmUp(port, request.path, this.warmUp));
		Map<Comparison, Ratio> rows = rows(request);
		List<String> order = new ArrayList<>(ports.keySet());
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
		for (String base : request.isProxied() ? List.of(PLAIN, NGINX) : List.of(PLAIN)) {
			Promise promise = request.promises.getOrDefault(base, Promise.NONE);
			rows.put(new Comparison(CLUSTER + ", time per answer", "µs", base, promise.time()),
					(row, all) -> row.add(all.get(CLUSTER).micros(), all.get(base).micros()));
			rows.put(new Comparison(CLUSTER + ", p99", "ms", base, promise.p99()),
					(row, all) -> row.add(all.get(CLUSTER).p99(), all.get(base).p99()));
			rows.put(new Comparison(CLUSTER + ", p99.9", "ms", base, promise.p999()),
					(row, all) -> row.add(all.get(CLUSTER).p999(), all.get(base).p999()));
		}
		return rows;
	}

	/**
	 * What is asked for.
	 */
	private enum Request {

		HELLO(Subject.LOAD, "/pid", Promise.REAL),

		JSON(Subject.LOAD, "/json", Promise.REAL),

		/**
		 * A database in each process' own memory, so that none reads for another.
		 */
		JDBC(Subject.SAMPLE, "/api/entries", Promise.REAL, "--spring.datasource.url=jdbc:h2:mem:entries") {

			@Override
			String[] arguments(Home home) {
				return new String[] { super.arguments(home)[0],
						"--spring.sql.init.data-locations=" + write(home.folder().resolve("rows.sql")).toUri() };
			}

		},

		/**
		 * Each holds a lock for 200 microseconds, and parks.
		 */
		LOCK(Subject.LOAD, "/locked?micros=200", Map.of(PLAIN, new Promise(1 / 1.8, Promise.OPEN, Promise.OPEN))),

		/**
		 * 1 GiB lives in the plain JVM's heap of 2, and half of it in each worker's heap
		 * of 1.
		 */
		HEAP(Subject.LOAD, ALLOCATE, Map.of(PLAIN, new Promise(Promise.OPEN, Promise.OPEN, 0.6)), LIVE,
				"--cluster.divide=load.live-megabytes", "--cluster.jvm.heap=1g"),

		/**
		 * 1 GiB lives in each heap of 2.
		 */
		HEAP_EACH(Subject.LOAD, ALLOCATE, Map.of(), LIVE, "--cluster.jvm.heap=2g");

		private static final String ROWS = "insert into entry (author, text, worker)"
				+ " select 'Author ' || x, 'Text ' || x, 0 from system_range(1, 1000);";

		private final Subject subject;

		private final String path;

		private final Map<String, Promise> promises;

		private final String[] arguments;

		Request(Subject subject, String path, Map<String, Promise> promises, String... arguments) {
			this.subject = subject;
			this.path = path;
			this.promises = promises;
			this.arguments = arguments;
		}

		String[] arguments(Home home) {
			return this.arguments;
		}

		private boolean isProxied() {
			return this != HEAP && this != HEAP_EACH;
		}

		private static Path write(Path file) {
			try {
				return Files.writeString(file, ROWS);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * The largest ratios that are promised.
	 *
	 * @param time of the time between two answers
	 * @param p99 of what 99 % take
	 * @param p999 of what 99.9 % take
	 */
	private record Promise(double time, double p99, double p999) {

		private static final double OPEN = Comparison.NO_PROMISE;

		private static final Promise NONE = new Promise(OPEN, OPEN, OPEN);

		private static final Map<String, Promise> REAL = Map.of(PLAIN, new Promise(1, 1, OPEN), NGINX,
				new Promise(1 / 1.5, 1, OPEN));

	}

	/**
	 * Adds what belongs in a row.
	 */
	@FunctionalInterface
	private interface Ratio {

		void add(Comparison row, Map<String, Figures> measured);

	}

}
