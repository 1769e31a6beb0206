package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * How long it takes to the first response, and until all workers are ready, from the
 * start of the process on: the plain application, a cluster that was started before, and
 * one that never was, in turn.
 */
class StartCommand implements Callable<Boolean> {

	private static final double LATER_START = 1.0;

	private static final double FIRST_START = 1.25;

	private static final double ALL_READY = 1.5;

	private static final String PLAIN = "plain application, first response";

	private final int workers = Soak.option("workers", 2);

	private final Duration settle = Duration.ofSeconds(Soak.option("settle", 10));

	@Override
	public Boolean call() {
		boolean kept = true;
		for (Subject subject : Subject.wanted()) {
			kept &= measure(subject);
		}
		return kept;
	}

	private boolean measure(Subject subject) {
		List<Comparison> rows = List.of(row(PLAIN, Comparison.NO_PROMISE),
				row("cluster, later start, first response", LATER_START),
				row("cluster, later start, all ready", ALL_READY),
				row("cluster, first start ever, first response", FIRST_START),
				row("cluster, first start ever, all ready", Comparison.NO_PROMISE));
		try (Home plain = Home.of(subject); Home known = Home.of(subject)) {
			Started.plain(plain).leaveCaches(Duration.ZERO);
			Started.cluster(known, this.workers).leaveCaches(this.settle);
			System.out.printf("%s, after the start that does not count: %s%n", subject, known.cached());
			for (int round = 0; round < Soak.option("rounds", 5); round++) {
				add(rows, round(round, plain, known));
			}
		}
		return Comparison.report(subject, rows);
	}

	private static Comparison row(String name, double promise) {
		return new Comparison(name, "s", PLAIN, promise);
	}

	private Map<Kind, Times> round(int round, Home plain, Home known) {
		Map<Kind, Times> times = new EnumMap<>(Kind.class);
		// Copied before anything is measured: the disk is to have nothing else to do.
		try (Home fresh = Home.of(plain.subject())) {
			List<Kind> order = new ArrayList<>(List.of(Kind.values()));
			Collections.rotate(order, round);
			for (Kind kind : order) {
				times.put(kind, switch (kind) {
					case PLAIN -> measure(Started.plain(plain));
					case LATER -> measure(Started.cluster(known, this.workers));
					case FIRST -> measure(Started.cluster(fresh, this.workers));
				});
			}
		}
		System.out.printf("%s, round %d: %s%n", plain.subject(), round + 1, times);
		return times;
	}

	private static Times measure(Started started) {
		try (started) {
			return new Times(started.awaitFirstResponse(), started.awaitReady());
		}
	}

	private static void add(List<Comparison> rows, Map<Kind, Times> times) {
		double plain = times.get(Kind.PLAIN).response();
		rows.get(0).add(plain, plain);
		rows.get(1).add(times.get(Kind.LATER).response(), plain);
		rows.get(2).add(times.get(Kind.LATER).ready(), plain);
		rows.get(3).add(times.get(Kind.FIRST).response(), plain);
		rows.get(4).add(times.get(Kind.FIRST).ready(), plain);
	}

	/**
	 * What is started.
	 */
	private enum Kind {

		/**
		 * The application without a cluster.
		 */
		PLAIN,

		/**
		 * A cluster in a folder in which it was started before.
		 */
		LATER,

		/**
		 * A cluster in a new folder.
		 */
		FIRST

	}

	/**
	 * Seconds from the start of a process.
	 *
	 * @param response until the first response
	 * @param ready until all workers, or the plain application, are ready
	 */
	private record Times(double response, double ready) {

		@Override
		public String toString() {
			return "%.2f s, ready after %.2f s".formatted(this.response, this.ready);
		}

	}

}
