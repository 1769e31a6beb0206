package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;

import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;

/**
 * Does something again and again while clients send requests.
 *
 * @param name what is done to whom
 * @param port the port that the clients use
 * @param rounds how often it is done
 * @param rate requests per second, or 0 for full load
 */
record UnderLoad(String name, int port, int rounds, int rate) {

	private static final Duration TIMEOUT = Duration.ofSeconds(Soak.option("timeout", 10));

	private static final Duration LONGEST = Duration.ofMinutes(30);

	private static final Duration WARM_UP = Duration.ofSeconds(Soak.option("warm-up", 10));

	private static final Duration SETTLE = Duration.ofSeconds(Soak.option("settle", 2));

	/**
	 * Return the kinds of traffic to try one after the other; those of a group are sent
	 * at the same time.
	 * @param defaultValue what to try unless the user says otherwise
	 * @return groups of kinds of traffic
	 */
	static List<List<Traffic>> traffic(Traffic... defaultValue) {
		List<String> names = Stream.of(defaultValue).map(Enum::name).toList();
		return Soak.options("traffic", names)
			.stream()
			.map((group) -> Stream.of(group.split("\\+")).map(Traffic::valueOf).toList())
			.toList();
	}

	/**
	 * Run some kinds of traffic at the same time through all rounds. A round that cannot
	 * be finished is told and leaves fewer than there should be.
	 * @param traffic kinds of traffic
	 * @param round what to do, given the number of the round
	 * @return what became of the requests, one outcome for each kind
	 */
	List<Outcome> run(List<Traffic> traffic, IntConsumer round) {
		List<Kind> kinds = traffic.stream().map(this::start).toList();
		try {
			Pause.of(WARM_UP);
			kinds.forEach(Kind::window);
			Pause.of(WARM_UP);
			kinds.forEach((kind) -> kind.before().add(kind.window()));
			List<Double> seconds = new ArrayList<>();
			disturb(kinds, round, seconds);
			return kinds.stream().map((kind) -> finish(kind, seconds)).toList();
		}
		finally {
			kinds.forEach((kind) -> kind.load().close());
		}
	}

	private Kind start(Traffic traffic) {
		Load load = Load.start(traffic, this.port, Soak.option("clients", traffic.clients()), this.rate, TIMEOUT);
		return new Kind(traffic, load, new Histogram(3), new Histogram(3));
	}

	private void disturb(List<Kind> kinds, IntConsumer round, List<Double> seconds) {
		try {
			for (int i = 0; i < this.rounds; i++) {
				kinds.forEach(Kind::window);
				long start = System.nanoTime();
				round.accept(i);
				seconds.add((System.nanoTime() - start) / 1e9);
				kinds.forEach((kind) -> kind.during().add(kind.window()));
				Pause.of(SETTLE);
			}
		}
		catch (IllegalStateException ex) {
			System.out.println(this.name + " gave up in round " + seconds.size() + ": " + ex.getMessage());
		}
	}

	private Outcome finish(Kind kind, List<Double> seconds) {
		System.out.print(kind.load().finish(leastRequests(kind.traffic()), LONGEST));
		return new Outcome(this.name, kind.traffic().title(), kind.load().tally(), kind.before(), kind.during(),
				seconds);
	}

	private int leastRequests(Traffic traffic) {
		boolean counted = traffic == Traffic.NEW_CONNECTION || traffic == Traffic.KEEP_ALIVE;
		return (counted && this.rate == 0) ? Soak.option("requests", 200_000) : 0;
	}

	/**
	 * One kind of traffic and what was seen of it.
	 *
	 * @param traffic the kind
	 * @param load who sends it
	 * @param before durations of the requests before the first disturbance
	 * @param during durations of the requests while one lasted
	 */
	private record Kind(Traffic traffic, Load load, Histogram before, Histogram during) {

		Histogram window() {
			return this.load.tally().window();
		}

	}

}
