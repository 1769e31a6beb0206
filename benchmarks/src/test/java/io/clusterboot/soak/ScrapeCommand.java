package io.clusterboot.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import io.clusterboot.metrics.SnapshotRecorder;
import io.clusterboot.metrics.prometheus.ScrapeLedger;
import io.clusterboot.metrics.prometheus.ScrapeMerge;
import io.clusterboot.metrics.prometheus.SnapshotCodec;
import io.clusterboot.metrics.prometheus.WorkerScrape;
import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * What one scrape of all workers costs, next to the scrape of one worker alone: all that
 * the workers do for it and all that the one does that answers, but for the way between
 * them. Both are warm, and measured in turns, in processor time of the thread: other
 * programs on the machine would count for more than the difference.
 */
class ScrapeCommand implements Callable<Boolean> {

	private static final double LARGEST_RATIO = 6;

	private final int workers = Soak.option("workers", 4);

	private final int series = Soak.option("series", 1000);

	private final int repeats = Soak.option("repeats", 50);

	private final OpenMetricsTextFormatWriter writer = OpenMetricsTextFormatWriter.create();

	private final List<SnapshotCodec> codecs = new ArrayList<>();

	private final ScrapeMerge merge = new ScrapeMerge((family) -> family.startsWith("cluster_"));

	private final List<PrometheusMeterRegistry> registries = new ArrayList<>();

	private final Samples own = new Samples("one worker alone", "us");

	private final Samples merged = new Samples("all workers", "us");

	private final Samples ratio = new Samples("ratio, all workers to one", "");

	private final Samples afterRestarts = new Samples("all workers, each was replaced before", "us");

	private final Samples ratioAfterRestarts = new Samples("ratio, each was replaced before", "");

	@Override
	public Boolean call() throws IOException {
		for (int i = 0; i < this.workers; i++) {
			this.registries.add(registry());
			this.codecs.add(new SnapshotCodec());
		}
		Path fresh = Files.createTempDirectory("scrape");
		Path replaced = Files.createTempDirectory("scrape");
		new Ledgers(replaced, 1).record();
		try (Ledgers first = new Ledgers(fresh, 1); Ledgers second = new Ledgers(replaced, 1 + this.workers)) {
			second.absorb();
			for (int i = 0; i < Soak.option("warm-up", 20); i++) {
				round(first, second, false);
			}
			for (int round = 0; round < Soak.option("rounds", 21); round++) {
				round(first, second, true);
			}
		}
		List.of(this.own, this.merged, this.ratio, this.afterRestarts, this.ratioAfterRestarts)
			.forEach(System.out::println);
		return this.ratio.median() <= LARGEST_RATIO && this.ratioAfterRestarts.median() <= LARGEST_RATIO;
	}

	private void round(Ledgers first, Ledgers second, boolean count) {
		double own = microseconds((i) -> write(this.registries.get(i % this.workers).getPrometheusRegistry().scrape()));
		double merged = microseconds((i) -> write(first.scrape()));
		double afterRestarts = microseconds((i) -> write(second.scrape()));
		if (count) {
			this.own.add(own);
			this.merged.add(merged);
			this.ratio.add(merged / own);
			this.afterRestarts.add(afterRestarts);
			this.ratioAfterRestarts.add(afterRestarts / own);
		}
	}

	private double microseconds(IntConsumer scrape) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long start = threads.getCurrentThreadCpuTime();
		for (int i = 0; i < this.repeats; i++) {
			scrape.accept(i);
		}
		return (double) TimeUnit.NANOSECONDS.toMicros(threads.getCurrentThreadCpuTime() - start) / this.repeats;
	}

	private void write(MetricSnapshots snapshots) {
		try {
			this.writer.write(OutputStream.nullOutputStream(), snapshots);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a registry with what an application has: timers of requests with two series
	 * and a maximum each, counters, gauges, and some histograms.
	 * @return the registry
	 */
	private PrometheusMeterRegistry registry() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		int timers = this.series / 5;
		for (int i = 0; i < timers; i++) {
			Timer.builder("http.server.requests")
				.description("Requests")
				.tags("error", "none", "exception", "none")
				.tags("method", "GET", "outcome", "SUCCESS", "status", "200", "uri", "/things/" + i)
				.register(registry)
				.record(i, TimeUnit.MILLISECONDS);
		}
		for (int i = 0; i < this.series / 5; i++) {
			Counter.builder("things." + i % 20)
				.tags("kind", "kind-" + i, "area", "heap")
				.register(registry)
				.increment(i);
			Gauge.builder("levels." + i % 20, () -> 1.5).tags("id", "level-" + i).register(registry);
		}
		return registry;
	}

	/**
	 * What the workers keep in a directory.
	 */
	private final class Ledgers implements AutoCloseable {

		private final List<SnapshotRecorder> recorders = new ArrayList<>();

		private final Path directory;

		private final long firstId;

		private final ScrapeLedger ledger;

		Ledgers(Path directory, long firstId) {
			this.directory = directory;
			this.firstId = firstId;
			this.ledger = new ScrapeLedger(directory, ScrapeCommand.this.merge);
			for (int i = 0; i < ScrapeCommand.this.workers; i++) {
				this.recorders.add(this.ledger.recorder(i, firstId + i));
			}
		}

		List<byte[]> record() {
			List<byte[]> answers = new ArrayList<>();
			for (int i = 0; i < this.recorders.size(); i++) {
				PrometheusMeterRegistry registry = ScrapeCommand.this.registries.get(i);
				SnapshotCodec codec = ScrapeCommand.this.codecs.get(i);
				answers.add(this.recorders.get(i)
					.record(() -> codec.encode(registry.getPrometheusRegistry().scrape(), (family) -> false)));
			}
			return answers;
		}

		void absorb() {
			IntStream.range(0, this.recorders.size()).forEach((ordinal) -> this.ledger.absorb(ordinal, liveIds()));
		}

		MetricSnapshots scrape() {
			List<byte[]> answers = record();
			List<WorkerScrape> scrapes = new ArrayList<>();
			try {
				for (int i = 0; i < answers.size(); i++) {
					scrapes.add(ScrapeCommand.this.merge.read(i, this.firstId + i, answers.get(i)));
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return ScrapeCommand.this.merge.merge(this.firstId, scrapes, this.ledger.departed(liveIds()),
					IntStream.range(0, answers.size()).boxed().toList());
		}

		private Set<Long> liveIds() {
			Set<Long> ids = new HashSet<>();
			IntStream.range(0, this.recorders.size()).forEach((i) -> ids.add(this.firstId + i));
			return ids;
		}

		@Override
		public void close() throws IOException {
			for (SnapshotRecorder recorder : this.recorders) {
				recorder.close();
			}
			try (Stream<Path> files = Files.list(this.directory)) {
				for (Path file : files.toList()) {
					Files.delete(file);
				}
			}
			Files.delete(this.directory);
		}

	}

}
