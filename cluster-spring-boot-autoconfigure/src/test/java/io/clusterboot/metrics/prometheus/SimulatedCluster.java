package io.clusterboot.metrics.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import io.clusterboot.metrics.SnapshotRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that come, count, die and are scraped in any order, with a check after each
 * scrape that nothing fell.
 */
class SimulatedCluster {

	private static final int ORDINALS = 3;

	private static final ScrapeMerge merge = new ScrapeMerge((family) -> family.startsWith("cluster_"));

	private final SnapshotCodec codec = new SnapshotCodec();

	private final Map<Exposition.Sample, Double> highest = new HashMap<>();

	private final List<Worker> workers = new ArrayList<>();

	private final Random random;

	private final Path directory;

	private int release;

	private long lastId;

	SimulatedCluster(Random random, Path directory) {
		this.random = random;
		this.directory = directory;
		this.release = random.nextInt(10);
		IntStream.range(0, ORDINALS).forEach(this::start);
	}

	void step() {
		switch (this.random.nextInt(8)) {
			case 0 -> kill();
			case 1 -> start(this.random.nextInt(ORDINALS));
			case 2 -> this.release = (this.random.nextInt(4) == 0) ? this.random.nextInt(10) : this.release;
			case 3, 4 -> this.workers.forEach((worker) -> worker.registry.work());
			default -> scrape();
		}
	}

	private void start(int ordinal) {
		if (this.workers.stream().filter((worker) -> worker.ordinal == ordinal).count() < 2) {
			Worker worker = new Worker(ordinal, ++this.lastId);
			this.workers.add(worker);
			worker.ledger.absorb(ordinal, liveIds());
		}
	}

	private void kill() {
		if (this.workers.size() > 1) {
			Worker victim = this.workers.remove(this.random.nextInt(this.workers.size()));
			victim.registry.work();
		}
	}

	private Set<Long> liveIds() {
		return this.workers.stream().map((worker) -> worker.id).collect(Collectors.toSet());
	}

	private void scrape() {
		Worker answering = this.workers.get(this.random.nextInt(this.workers.size()));
		List<WorkerScrape> answered = new ArrayList<>();
		for (Worker worker : this.workers) {
			if (worker == answering || this.random.nextInt(5) > 0) {
				answered.add(worker.answer());
			}
		}
		if (this.random.nextInt(6) == 0) {
			// Dies between its answer and the look at the dead, and is replaced at once.
			Worker victim = this.workers.remove(this.random.nextInt(this.workers.size()));
			start(victim.ordinal);
		}
		Set<Long> ids = answered.stream().map(WorkerScrape::id).collect(Collectors.toSet());
		check(merge.merge(answering.id, answered, answering.ledger.departed(ids),
				IntStream.range(0, ORDINALS).boxed().toList()), answered);
	}

	private void check(MetricSnapshots scrape, List<WorkerScrape> answered) {
		Exposition text = Exposition.text(write(PrometheusTextFormatWriter.create(), scrape));
		Exposition openMetrics = Exposition.openMetrics(write(OpenMetricsTextFormatWriter.create(), scrape));
		openMetrics.cumulative().forEach((sample, value) -> {
			Exposition.Sample key = new Exposition.Sample("", sample.name(), sample.labels());
			assertThat(value).as("%s%n%s", sample, text)
				.isGreaterThanOrEqualTo(this.highest.getOrDefault(key, Double.NEGATIVE_INFINITY));
			this.highest.put(key, value);
		});
		IntStream.range(0, ORDINALS)
			.forEach((ordinal) -> assertThat(text.samples()).containsEntry(
					new Exposition.Sample(ScrapeMerge.UP, ScrapeMerge.UP, Map.of("worker", "" + ordinal)),
					(answered.stream().anyMatch((one) -> one.ordinal() == ordinal)) ? 1.0 : 0.0));
	}

	static String write(ExpositionFormatWriter writer, MetricSnapshots snapshots) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			writer.write(out, snapshots);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private final class Worker {

		private final int ordinal;

		private final long id;

		private final RandomRegistry registry;

		private final ScrapeLedger ledger;

		private final SnapshotRecorder recorder;

		Worker(int ordinal, long id) {
			this.ordinal = ordinal;
			this.id = id;
			this.registry = new RandomRegistry(SimulatedCluster.this.random, SimulatedCluster.this.release);
			this.ledger = new ScrapeLedger(SimulatedCluster.this.directory, merge);
			this.recorder = this.ledger.recorder(ordinal, id);
		}

		WorkerScrape answer() {
			try {
				byte[] bytes = this.recorder
					.record(() -> SimulatedCluster.this.codec.encode(this.registry.snapshots(), (family) -> false));
				return merge.read(this.ordinal, this.id, bytes);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
