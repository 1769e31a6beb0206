package io.clusterboot.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

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
	 * Return the kinds of traffic to try.
	 * @param defaultValue what to try unless the user says otherwise
	 * @return kinds of traffic
	 */
	static List<Traffic> traffic(Traffic... defaultValue) {
		List<String> names = List.of(defaultValue).stream().map(Enum::name).toList();
		return Soak.options("traffic", names).stream().map(Traffic::valueOf).toList();
	}

	/**
	 * Run one kind of traffic through all rounds. A round that cannot be finished is told
	 * and leaves fewer than there should be.
	 * @param traffic kind of traffic
	 * @param round what to do, given the number of the round
	 * @return what became of the requests
	 */
	Outcome run(Traffic traffic, IntConsumer round) {
		try (Load load = Load.start(traffic, this.port, Soak.option("clients", traffic.clients()), this.rate,
				TIMEOUT)) {
			Pause.of(WARM_UP);
			load.tally().window();
			Pause.of(WARM_UP);
			Histogram before = load.tally().window();
			Histogram during = new Histogram(3);
			List<Double> seconds = new ArrayList<>();
			disturb(load, round, during, seconds);
			System.out.print(load.finish(leastRequests(traffic), LONGEST));
			return new Outcome(this.name, traffic.title(), load.tally(), before, during, seconds);
		}
	}

	private void disturb(Load load, IntConsumer round, Histogram during, List<Double> seconds) {
		try {
			for (int i = 0; i < this.rounds; i++) {
				load.tally().window();
				long start = System.nanoTime();
				round.accept(i);
				seconds.add((System.nanoTime() - start) / 1e9);
				during.add(load.tally().window());
				Pause.of(SETTLE);
			}
		}
		catch (IllegalStateException ex) {
			System.out.println(this.name + " gave up in round " + seconds.size() + ": " + ex.getMessage());
		}
	}

	private int leastRequests(Traffic traffic) {
		boolean counted = traffic == Traffic.NEW_CONNECTION || traffic == Traffic.KEEP_ALIVE;
		return (counted && this.rate == 0) ? Soak.option("requests", 200_000) : 0;
	}

}
