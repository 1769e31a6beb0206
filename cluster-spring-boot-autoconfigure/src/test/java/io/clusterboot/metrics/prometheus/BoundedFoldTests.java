package io.clusterboot.metrics.prometheus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.metrics.LedgerEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedFold}.
 */
@ExtendWith(OutputCaptureExtension.class)
class BoundedFoldTests {

	private static final int MOST = 10_000;

	private static final int ORDERS = 20;

	private final ScrapeMerge merge = new ScrapeMerge((family) -> false);

	private final BoundedFold fold = new BoundedFold(this.merge, 0, MOST);

	@Test
	void foldWhenSeriesComeAndGoIsBoundedAndNoneFallsThatIsStillCounted(CapturedOutput output) throws IOException {
		byte[] base = process(0);
		for (int restart = 1; restart <= 200; restart++) {
			base = this.fold.fold(List.of(base, process(restart)));
			assertThat(base).hasSizeLessThan(MOST);
			TreeMap<String, Double> counts = counts(base);
			assertThat(counts.get("orders eu")).isEqualTo(restart + 1);
			assertThat(counts.headMap("sessions")).hasSize(ORDERS + 1);
			IntStream.range(0, 10).forEach((order) -> assertThat(counts).containsKey("orders " + order));
			assertThat(counts).containsEntry("sessions " + restart + "-0", 1.0);
		}
		assertThat(output.getAll().split("series of 'sessions' are forgotten", -1)).hasSizeBetween(2, 100);
	}

	@Test
	void foldWhenTheLastProcessHasAllForgetsNothing(CapturedOutput output) throws IOException {
		BoundedFold strict = new BoundedFold(this.merge, 0, 1);
		byte[] process = process(1);
		assertThat(strict.fold(List.of(process, process))).isEqualTo(this.fold.fold(List.of(process, process)));
		assertThat(output).doesNotContain("forgotten");
	}

	@Test
	void foldWhenTheLastProcessEndedAtItsStartForgetsNothingOfTheOneBefore() throws IOException {
		BoundedFold strict = new BoundedFold(this.merge, 0, 2000);
		PrometheusRegistry registry = new PrometheusRegistry();
		Counter.builder().name("starts").withoutExemplars().register(registry).inc();
		byte[] failed = new SnapshotCodec().encode(registry.scrape(), (family) -> false);
		byte[] base = this.fold.fold(List.of(process(0), process(1)));
		assertThat(counts(strict.fold(List.of(base, process(2), failed)))).containsEntry("sessions 2-0", 1.0)
			.containsEntry("orders eu", 3.0);
		assertThat(counts(strict.fold(List.of(process(3), failed)))).containsEntry("sessions 3-0", 1.0);
	}

	/**
	 * Return what a process counted that had sessions which no other has.
	 * @param number number of the process
	 * @return the bytes
	 */
	private static byte[] process(int number) {
		PrometheusRegistry registry = new PrometheusRegistry();
		Counter orders = Counter.builder().name("orders").labelNames("kind").withoutExemplars().register(registry);
		orders.labelValues("eu").inc();
		// The first process had others.
		IntStream.range(0, (number == 0) ? ORDERS : 10).forEach((order) -> orders.labelValues("" + order).inc());
		Counter sessions = Counter.builder().name("sessions").labelNames("id").withoutExemplars().register(registry);
		IntStream.range(0, 30).forEach((session) -> sessions.labelValues(number + "-" + session).inc());
		return new SnapshotCodec().encode(registry.scrape(), (family) -> false);
	}

	private TreeMap<String, Double> counts(byte[] bytes) throws IOException {
		TreeMap<String, Double> counts = new TreeMap<>();
		List<DepartedScrape> departed = new ArrayList<>();
		departed.add(this.merge.read(new LedgerEntry(0, 1, Set.of(1L), bytes)));
		Exposition
			.text(SimulatedCluster.write(PrometheusTextFormatWriter.create(),
					this.merge.merge(2, List.of(), departed, List.of())))
			.samples()
			.forEach(
					(sample, value) -> counts.put(
							sample.family().replace("_total", "") + " "
									+ sample.labels().getOrDefault("id", sample.labels().getOrDefault("kind", "")),
							value));
		return counts;
	}

}
