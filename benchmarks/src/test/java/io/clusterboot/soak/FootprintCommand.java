package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;

/**
 * What a cluster occupies next to the plain application: each process' share of memory,
 * idle and after as many requests to each of them. The JVM of this program maps the same
 * files of the JDK, on both sides.
 */
class FootprintCommand implements Callable<Boolean> {

	private static final double FURTHER_WORKER = 0.65;

	private static final double PRIMARY = 0.5;

	private static final int CLIENTS = 8;

	private static final int TURNS = 5;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private static final double MEGABYTE = 1 << 20;

	private static final String PLAIN = "plain application, after the requests";

	private final int requests = Soak.option("requests", 30_000);

	/**
	 * Until after the primary has given back what it needed to start.
	 */
	private final Duration settle = Duration.ofSeconds(Soak.option("settle", 20));

	@Override
	public Boolean call() {
		boolean kept = true;
		for (Subject subject : Subject.wanted()) {
			kept &= measure(subject);
		}
		return kept;
	}

	private boolean measure(Subject subject) {
		List<Comparison> rows = List.of(row(PLAIN, PLAIN, Comparison.NO_PROMISE),
				row("plain application, idle", PLAIN, Comparison.NO_PROMISE),
				row("worker beyond the first, workers of 2 less that of 1", PLAIN, FURTHER_WORKER),
				row("second worker of 2", PLAIN, Comparison.NO_PROMISE),
				row("all of a cluster of 2, primary included", PLAIN, Comparison.NO_PROMISE),
				row("primary of 2, idle", "idle worker", PRIMARY),
				row("primary of 2, after the requests", "worker then", Comparison.NO_PROMISE));
		try (Home home = Home.of(subject)) {
			Started.cluster(home, 2).leaveCaches(this.settle);
			System.out.printf("%s, after the start that does not count: %s%n", subject, home.cached());
			for (int round = 0; round < Soak.option("rounds", 5); round++) {
				Map<Integer, Memory> measured = round(round, home);
				add(rows, measured.get(0), measured.get(1), measured.get(2));
			}
		}
		return Comparison.report(subject, rows);
	}

	private static Comparison row(String name, String base, double promise) {
		return new Comparison(name, "MB", base, promise);
	}

	private Map<Integer, Memory> round(int round, Home home) {
		Map<Integer, Memory> measured = new TreeMap<>();
		List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
		Collections.rotate(order, round);
		for (int workers : order) {
			Memory memory = measure(home, workers);
			System.out.printf("%s, round %d, %s: %s%n", home.subject(), round + 1,
					(workers > 0) ? "cluster of " + workers : "plain", memory);
			measured.put(workers, memory);
		}
		return measured;
	}

	private Memory measure(Home home, int workers) {
		try (Started started = (workers > 0) ? Started.cluster(home, workers) : Started.plain(home)) {
			started.awaitReady();
			Pause.of(this.settle);
			List<Long> processes = new ArrayList<>(List.of(started.pid()));
			processes.addAll(started.workers());
			List<Double> idle = pss(processes);
			Map<Long, Long> answers = send(started.port(), home.subject().pages(),
					this.requests * Math.max(1, workers));
			return new Memory(idle, pss(processes),
					processes.stream().map((pid) -> answers.getOrDefault(pid, 0L)).toList());
		}
	}

	private static List<Double> pss(List<Long> processes) {
		return processes.stream().map((pid) -> Footprint.pss(pid) / MEGABYTE).toList();
	}

	/**
	 * Ask for all pages, several times for each. Each time there are new connections, so
	 * that no worker keeps all that ask for one of them.
	 */
	private static Map<Long, Long> send(int port, List<Endpoint> pages, int requests) {
		Map<Long, Long> answers = new TreeMap<>();
		for (int turn = 0; turn < TURNS; turn++) {
			for (Endpoint page : pages) {
				try (Load load = Load.start(page.path(), port, page, CLIENTS, true, TIMEOUT)) {
					String report = load.finish(requests / TURNS / pages.size(), LONGEST);
					if (load.tally().failedCount() > 0) {
						throw new IllegalStateException(report);
					}
					load.tally().answersByProcess().forEach((pid, count) -> answers.merge(pid, count, Long::sum));
				}
			}
		}
		return answers;
	}

	private static void add(List<Comparison> rows, Memory plain, Memory one, Memory two) {
		double base = plain.loaded().get(0);
		rows.get(0).add(base, base);
		rows.get(1).add(plain.idle().get(0), base);
		rows.get(2).add(two.loaded().get(1) + two.loaded().get(2) - one.loaded().get(1), base);
		rows.get(3).add(two.loaded().get(2), base);
		rows.get(4).add(two.loaded().get(0) + two.loaded().get(1) + two.loaded().get(2), base);
		rows.get(5).add(two.idle().get(0), (two.idle().get(1) + two.idle().get(2)) / 2);
		rows.get(6).add(two.loaded().get(0), (two.loaded().get(1) + two.loaded().get(2)) / 2);
	}

	/**
	 * Megabytes of each process: the plain application, or the primary and its workers.
	 *
	 * @param idle before the requests
	 * @param loaded after the requests
	 * @param answers how many requests each answered, as far as the answers say so
	 */
	private record Memory(List<Double> idle, List<Double> loaded, List<Long> answers) {

		@Override
		public String toString() {
			return "idle %s MB, then %s MB, answers %s".formatted(megabytes(this.idle), megabytes(this.loaded),
					this.answers);
		}

		private static List<String> megabytes(List<Double> values) {
			return values.stream().map("%.1f"::formatted).toList();
		}

	}

}
