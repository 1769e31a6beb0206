package io.clusterboot.soak;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Pause;
import io.clusterboot.load.RequestFailedException;

/**
 * What a cluster costs when it is idle, and when it serves first, next to the plain
 * application.
 */
class FiguresCommand implements Callable<Boolean> {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private static final Duration START = Duration.ofMinutes(2);

	private static final double MEGABYTE = 1 << 20;

	private final int workers = Soak.option("workers", 2);

	@Override
	public Boolean call() throws IOException {
		memory();
		Samples plain = new Samples("first response, plain application", "ms");
		Samples cluster = new Samples("first response, cluster", "ms");
		for (int round = 0; round < Soak.option("rounds", 5); round++) {
			plain.add(firstResponse("--cluster.enabled=false"));
			cluster.add(firstResponse("--cluster.workers=" + this.workers));
		}
		System.out.println(plain);
		System.out.println(cluster);
		return true;
	}

	private void memory() throws IOException {
		try (Target target = Target.sample(0, "--cluster.workers=" + this.workers).await(this.workers)) {
			Pause.of(IDLE);
			System.out.printf("idle PSS, primary: %.1f MB%n", pss(target.jvm().pid()));
			for (long worker : target.workers()) {
				System.out.printf("idle PSS, worker: %.1f MB%n", pss(worker));
			}
		}
		try (Target target = Target.sample(freePort(), "--cluster.enabled=false")) {
			awaitResponse(target);
			Pause.of(IDLE);
			System.out.printf("idle PSS, plain application: %.1f MB%n", pss(target.jvm().pid()));
		}
	}

	private double pss(long pid) {
		return Footprint.pss(pid) / MEGABYTE;
	}

	private double firstResponse(String argument) throws IOException {
		int port = freePort();
		long start = System.nanoTime();
		try (Target target = Target.sample(port, argument)) {
			awaitResponse(target);
			double millis = (System.nanoTime() - start) / 1e6;
			// A stop in the middle of a start is another matter.
			target.jvm()
				.awaitOutput(argument.contains("workers") ? "(?s)(ready in.*){" + this.workers + "}" : "Started",
						START);
			return millis;
		}
	}

	private void awaitResponse(Target target) {
		long deadline = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < deadline) {
			try {
				target.request("GET", Endpoint.SAMPLE.path(), Duration.ofSeconds(10));
				return;
			}
			catch (RequestFailedException ex) {
				Pause.of(Duration.ofMillis(5));
			}
		}
		throw new IllegalStateException("No response in " + START + "\n" + target.jvm().output());
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Measured values of one kind.
	 *
	 * @param name what was measured
	 * @param unit unit of the values
	 * @param values the values
	 */
	record Samples(String name, String unit, List<Double> values) {

		Samples(String name, String unit) {
			this(name, unit, new ArrayList<>());
		}

		void add(double value) {
			this.values.add(value);
		}

		double median() {
			List<Double> sorted = this.values.stream().sorted().toList();
			int middle = sorted.size() / 2;
			return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
		}

		@Override
		public String toString() {
			List<Double> sorted = this.values.stream().sorted().toList();
			return "%s: median %.3f %s, %.3f to %.3f in %d rounds".formatted(this.name, median(), this.unit,
					sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
		}

	}

}
