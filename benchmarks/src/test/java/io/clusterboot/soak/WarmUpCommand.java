package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.clusterboot.soak.Wrk.Figures;

/**
 * How much a cluster answers, and how late, from the moment at which it is ready: next to
 * the plain application, in turn, each started anew and under full load at once.
 */
class WarmUpCommand implements Callable<Boolean> {

	private static final String PATH = "/json";

	private final int workers = Soak.option("workers", 2);

	private final int seconds = Soak.option("seconds", 10);

	private final int parts = Soak.option("parts", 6);

	@Override
	public Boolean call() {
		List<Comparison> times = rows("time per answer", "µs");
		List<Comparison> latest = rows("p99", "ms");
		try (Home plain = Home.of(Subject.LOAD); Home cluster = Home.of(Subject.LOAD)) {
			Started.cluster(cluster, this.workers).leaveCaches(Duration.ofSeconds(10));
			for (int round = 0; round < Soak.option("rounds", 5); round++) {
				boolean plainFirst = round % 2 == 0;
				List<Figures> before = measure(start(plainFirst, plain, cluster));
				List<Figures> after = measure(start(!plainFirst, plain, cluster));
				add(times, latest, plainFirst ? before : after, plainFirst ? after : before);
			}
		}
		return Comparison.report("from the first request on", times) & Comparison.report("the same", latest);
	}

	private List<Comparison> rows(String what, String unit) {
		return IntStream.range(0, this.parts)
			.mapToObj((part) -> new Comparison(
					"cluster, second %d to %d, %s".formatted(part * this.seconds, (part + 1) * this.seconds, what),
					unit, "plain application", Comparison.NO_PROMISE))
			.toList();
	}

	private Started start(boolean single, Home plain, Home cluster) {
		return single ? Started.plain(plain) : Started.cluster(cluster, this.workers);
	}

	private List<Figures> measure(Started started) {
		try (started) {
			started.awaitReady();
			List<Figures> figures = IntStream.range(0, this.parts)
				.mapToObj((part) -> Wrk.warmUp(started.port(), PATH, Duration.ofSeconds(this.seconds)))
				.toList();
			System.out.println(figures);
			return figures;
		}
	}

	private void add(List<Comparison> times, List<Comparison> latest, List<Figures> plain, List<Figures> cluster) {
		for (int part = 0; part < this.parts; part++) {
			times.get(part).add(cluster.get(part).micros(), plain.get(part).micros());
			latest.get(part).add(cluster.get(part).p99(), plain.get(part).p99());
		}
	}

}
