package io.clusterboot.metrics.prometheus;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import io.clusterboot.metrics.LedgerEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScrapeMerge}.
 */
class ScrapeMergeTests {

	private final ScrapeMerge merge = new ScrapeMerge((family) -> family.startsWith("cluster_"));

	@Test
	void seriesOfWorkersGetLabel() {
		assertThat(merged(live(0, 1, counter("a", "x", "1", 2)), live(1, 2, counter("a", "x", "1", 3))))
			.containsEntry("a_total{worker=0, x=1}", 2.0)
			.containsEntry("a_total{worker=1, x=1}", 3.0)
			.containsEntry("cluster_worker_up{worker=0}", 1.0)
			.containsEntry("cluster_worker_up{worker=1}", 1.0)
			.hasSize(4);
	}

	@Test
	void seriesThatNamesWorkerKeepsIt() {
		assertThat(merged(live(0, 1, counter("a", "worker", "0", 2)), live(1, 2, counter("a", "worker", "mail", 3))))
			.containsEntry("a_total{worker=0}", 2.0)
			.containsEntry("a_total{worker=mail}", 3.0);
	}

	@Test
	void workerThatDidNotAnswerIsDown() {
		assertThat(merge(1, List.of(live(0, 1, gauge("g", 1))), List.of(dead(1, 2, counter("a", "x", "1", 3)))))
			.containsEntry("cluster_worker_up{worker=0}", 1.0)
			.containsEntry("cluster_worker_up{worker=1}", 0.0)
			.containsEntry("a_total{worker=1, x=1}", 3.0);
	}

	@Test
	void registrysOwnFamilyOfWorkersThatAreUpIsReplaced() {
		assertThat(merged(live(0, 1, gauge("cluster_worker_up", 7)), live(1, 2, gauge("cluster_worker_up", 8))))
			.containsOnly(Map.entry("cluster_worker_up{worker=0}", 1.0), Map.entry("cluster_worker_up{worker=1}", 1.0));
	}

	@Test
	void familyThatAllShareComesFromTheOneThatAnswers() {
		WorkerScrape first = live(0, 1, gauge("cluster_size", 3), counter("cluster_restarts", "worker", "1", 4));
		WorkerScrape second = live(1, 2, gauge("cluster_size", 5), counter("cluster_restarts", "worker", "1", 3));
		assertThat(merge(1, List.of(first, second), List.of())).containsEntry("cluster_size{}", 3.0)
			.containsEntry("cluster_restarts_total{worker=1}", 4.0);
		assertThat(merge(2, List.of(first, second), List.of())).containsEntry("cluster_size{}", 5.0)
			.containsEntry("cluster_restarts_total{worker=1}", 4.0);
	}

	@Test
	void twoProcessesOfOneWorkerAreAddedUp() {
		assertThat(merged(live(0, 1, counter("a", "x", "1", 2), gauge("g", 1), summary("s", 2, 3, 0.5)),
				live(0, 5, counter("a", "x", "1", 3), gauge("g", 9), summary("s", 4, 5, 0.7))))
			.containsEntry("a_total{worker=0, x=1}", 5.0)
			.containsEntry("g{worker=0}", 9.0)
			.containsEntry("s_count{worker=0}", 6.0)
			.containsEntry("s_sum{worker=0}", 8.0)
			.containsEntry("s{quantile=0.5, worker=0}", 0.7);
	}

	@Test
	void theDeadGoOnCountingAndTellNoState() {
		assertThat(merge(5, List.of(live(0, 5, counter("a", "x", "1", 3))),
				List.of(folded(0, 4, counter("a", "x", "1", 2), counter("b", "x", "2", 1), gauge("g", 1),
						summary("s", 2, 3, 0.5)))))
			.containsEntry("a_total{worker=0, x=1}", 5.0)
			.containsEntry("b_total{worker=0, x=2}", 1.0)
			.containsEntry("s_count{worker=0}", 2.0)
			.doesNotContainKeys("g{worker=0}", "s{quantile=0.5, worker=0}");
	}

	@Test
	void processThatWasAbsorbedAfterItsAnswerCountsOnce() {
		DepartedScrape base = folded(0, 1, counter("a", "x", "1", 5));
		assertThat(merge(1, List.of(live(0, 1, counter("a", "x", "1", 4), gauge("g", 2))), List.of(base)))
			.containsEntry("a_total{worker=0, x=1}", 5.0)
			.containsEntry("g{worker=0}", 2.0);
	}

	@Test
	void valuesOfTimersOfLongTasksAreNotAddedUp() {
		assertThat(merge(5, List.of(live(0, 5, summary("jobs_active_seconds", 1, 2, 0.5))),
				List.of(folded(0, 4, summary("jobs_active_seconds", 3, 4, 0.5)))))
			.containsEntry("jobs_active_seconds_count{worker=0}", 1.0);
	}

	@Test
	void timersOfLongTasksAreGoneWithTheirProcess() throws SnapshotFormatException {
		byte[] snapshot = encode(summary("jobs_active_seconds", 1, 2, 0.5), counter("a", "x", "1", 5));
		DepartedScrape killed = this.merge.read(new LedgerEntry(0, 1, Set.of(), snapshot));
		byte[] folded = this.merge.fold(1, List.of(snapshot));
		DepartedScrape base = this.merge.read(new LedgerEntry(1, 2, Set.of(2L), folded));
		assertThat(merge(5, List.of(live(2, 5, gauge("g", 1))), List.of(killed, base)))
			.containsEntry("a_total{worker=0, x=1}", 5.0)
			.containsEntry("a_total{worker=1, x=1}", 5.0)
			.doesNotContainKeys("jobs_active_seconds_count{worker=0}", "jobs_active_seconds_count{worker=1}");
	}

	@Test
	void timerThatCountedRunningTasksBeforeDoesNotCountThem() throws SnapshotFormatException {
		MetricSnapshots snapshots = new MetricSnapshots(summary("import_seconds", 3, 600, 0.5));
		SnapshotCodec codec = new SnapshotCodec();
		byte[] former = codec.encode(snapshots, (family) -> true);
		DepartedScrape departed = this.merge.read(new LedgerEntry(0, 4, Set.of(), former));
		assertThat(merge(5, List.of(live(0, 5, summary("import_seconds", 1, 2, 0.5))), List.of(departed)))
			.containsEntry("import_seconds_count{worker=0}", 1.0);
	}

	@Test
	void readSharesLabelsWithWhatWasReadBefore() throws SnapshotFormatException {
		byte[] snapshot = encode(counter("a", "x", "1", 5));
		Object labels = labels(this.merge.read(0, 1, snapshot));
		assertThat(labels(this.merge.read(0, 2, snapshot))).isSameAs(labels).hasToString("{worker=\"0\",x=\"1\"}");
		assertThat(labels(this.merge.read(1, 3, snapshot))).hasToString("{worker=\"1\",x=\"1\"}");
	}

	private static Object labels(WorkerScrape scrape) {
		return scrape.families().get(0).points().get(0).getLabels();
	}

	@Test
	void kindOfTheNewestThatAnsweredWins() {
		assertThat(merged(live(0, 1, counter("a", "x", "1", 2)), live(1, 2, gauge("a", 3))))
			.containsEntry("a{worker=1}", 3.0)
			.doesNotContainKey("a_total{worker=0, x=1}");
	}

	@Test
	void summaryAndHistogramGoOnAsTheNewestHasThem() {
		WorkerScrape old = live(0, 1, summary("t", 3, 6, 0.5));
		assertThat(merged(old, live(0, 2, histogram("t", Labels.EMPTY, new double[] { 1, inf() }, 4, 1))))
			.containsEntry("t_bucket{le=1.0, worker=0}", 4.0)
			.containsEntry("t_bucket{le=+Inf, worker=0}", 8.0)
			.containsEntry("t_count{worker=0}", 8.0);
		assertThat(merged(live(0, 1, histogram("t", Labels.EMPTY, new double[] { 1, inf() }, 4, 1)),
				live(0, 2, summary("t", 3, 6, 0.5))))
			.containsEntry("t_count{worker=0}", 8.0)
			.doesNotContainKey("t_bucket{le=1.0, worker=0}");
	}

	@Test
	void bucketsAreUnited() {
		assertThat(merged(live(0, 1, histogram("h", Labels.EMPTY, new double[] { 1, 5, inf() }, 1, 2, 3)),
				live(0, 2, histogram("h", Labels.EMPTY, new double[] { 2, 5, inf() }, 10, 20, 30))))
			.containsEntry("h_bucket{le=1.0, worker=0}", 1.0)
			.containsEntry("h_bucket{le=2.0, worker=0}", 11.0)
			.containsEntry("h_bucket{le=5.0, worker=0}", 33.0)
			.containsEntry("h_bucket{le=+Inf, worker=0}", 66.0);
	}

	@Test
	void nativeBucketsBecomeAsCoarseAsTheCoarsest() {
		HistogramDataPointSnapshot point = only(
				live(0, 1, natives(3, 0.001, new int[] { 1, 8, 9, 16, 17 }, 1, 2, 4, 8, 16)),
				live(0, 2, natives(0, 0.001, new int[] { 1, 2 }, 100, 200)));
		assertThat(point.getNativeSchema()).isZero();
		assertThat(point.getNativeBucketsForPositiveValues().stream()).extracting("bucketIndex", "count")
			.containsExactly(Tuple.tuple(1, 103L), Tuple.tuple(2, 212L), Tuple.tuple(3, 16L));
		assertThat(point.getCount()).isEqualTo(331);
	}

	@Test
	void nativeBucketsBelowTheLargerThresholdCountAsZero() {
		HistogramDataPointSnapshot point = only(live(0, 1, natives(0, 3, new int[] { 5 }, 1)),
				live(0, 2, natives(0, 0.5, new int[] { 1, 2, 3 }, 1, 10, 100)));
		assertThat(point.getNativeZeroThreshold()).isEqualTo(4);
		assertThat(point.getNativeZeroCount()).isEqualTo(11);
		assertThat(point.getCount()).isEqualTo(112);
	}

	@Test
	void nativeAndClassicBucketsBecomeClassic() {
		assertThat(merged(live(0, 1, natives(0, 3, new int[] { 5 }, 1)),
				live(0, 2, histogram("h", Labels.EMPTY, new double[] { 2, inf() }, 10, 20))))
			.containsEntry("h_bucket{le=2.0, worker=0}", 10.0)
			.containsEntry("h_bucket{le=+Inf, worker=0}", 31.0);
	}

	@Test
	void exemplarIsTheNewestAndBeginTheOldest() {
		CounterSnapshot family = (CounterSnapshot) family("a",
				live(0, 1, point(1, new Exemplar(1, Labels.of("trace_id", "new"), 9), 50)),
				live(0, 2, point(2, new Exemplar(1, Labels.of("trace_id", "old"), 5), 70)));
		CounterDataPointSnapshot point = family.getDataPoints().get(0);
		assertThat(point.getExemplar().getLabels().get("trace_id")).isEqualTo("new");
		assertThat(point.getCreatedTimestampMillis()).isEqualTo(50);
	}

	@Test
	void familyWhoseSamplesWouldHaveAnothersNameIsLeftOut() {
		assertThat(merged(live(0, 1, counter("x", "a", "1", 2), gauge("x_total", 7), gauge("t_count", 7),
				summary("t", 1, 1, 0.5))))
			.doesNotContainKey("x_total{worker=0}")
			.containsEntry("x_total{a=1, worker=0}", 2.0)
			.containsEntry("t_count{worker=0}", 1.0);
	}

	@Test
	void setOfStatesThatIsCalledWorkerIsLeftOut() {
		assertThat(merged(live(0, 1,
				new StateSetSnapshot(new MetricMetadata("worker"), List
					.of(new StateSetDataPointSnapshot(new String[] { "on" }, new boolean[] { true }, Labels.EMPTY))))))
			.containsOnlyKeys("cluster_worker_up{worker=0}");
	}

	@Test
	void summaryWithLabelThatHistogramMayNotHaveIsLeftOut() {
		SummarySnapshot summary = new SummarySnapshot(new MetricMetadata("h"),
				List.of(new SummaryDataPointSnapshot(1, 1, Quantiles.EMPTY, Labels.of("le", "1"), Exemplars.EMPTY, 0)));
		assertThat(merged(live(0, 1, summary), live(0, 2, histogram("h", Labels.EMPTY, new double[] { inf() }, 1))))
			.containsEntry("h_count{worker=0}", 1.0);
	}

	@Test
	void foldKeepsWhatAccumulatesWhateverItsKindWas() throws SnapshotFormatException {
		byte[] folded = this.merge.fold(0, List.of(encode(counter("x", "a", "1", 2), gauge("g", 1)),
				encode(histogram("x", Labels.EMPTY, new double[] { inf() }, 5)), encode(counter("x", "a", "1", 3))));
		List<DepartedScrape> departed = List.of(this.merge.read(new LedgerEntry(0, 3, Set.of(1L, 2L, 3L), folded)));
		assertThat(merge(4, List.of(live(0, 4, counter("x", "a", "1", 1))), departed))
			.containsEntry("x_total{a=1, worker=0}", 6.0);
		assertThat(merge(4, List.of(live(0, 4, histogram("x", Labels.EMPTY, new double[] { inf() }, 1))), departed))
			.containsEntry("x_count{worker=0}", 6.0);
	}

	private Map<String, Double> merged(WorkerScrape... answered) {
		return merge(answered[0].id(), List.of(answered), List.of());
	}

	private Map<String, Double> merge(long answering, List<WorkerScrape> answered, List<DepartedScrape> departed) {
		List<Integer> expected = departed.stream().map(DepartedScrape::ordinal).toList();
		MetricSnapshots scrape = this.merge.merge(answering, answered, departed, expected);
		Map<String, Double> samples = new TreeMap<>();
		Exposition.text(SimulatedCluster.write(PrometheusTextFormatWriter.create(), scrape))
			.samples()
			.forEach((sample, value) -> samples.put(sample.name() + sample.labels(), value));
		Exposition.openMetrics(SimulatedCluster.write(OpenMetricsTextFormatWriter.create(), scrape));
		return samples;
	}

	private MetricSnapshot family(String name, WorkerScrape... answered) {
		return this.merge.merge(1, List.of(answered), List.of(), List.of())
			.stream()
			.filter((family) -> family.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private HistogramDataPointSnapshot only(WorkerScrape... answered) {
		return ((HistogramSnapshot) family("h", answered)).getDataPoints().get(0);
	}

	private WorkerScrape live(int ordinal, long id, MetricSnapshot... families) {
		return read(() -> this.merge.read(ordinal, id, encode(families)));
	}

	private DepartedScrape dead(int ordinal, long id, MetricSnapshot... families) {
		return departed(ordinal, id, Set.of(), families);
	}

	private DepartedScrape folded(int ordinal, long id, MetricSnapshot... families) {
		return departed(ordinal, id, Set.of(id), families);
	}

	private DepartedScrape departed(int ordinal, long id, Set<Long> absorbed, MetricSnapshot... families) {
		return read(() -> this.merge.read(new LedgerEntry(ordinal, id, absorbed, encode(families))));
	}

	private static <T> T read(Callable<T> reader) {
		try {
			return reader.call();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] encode(MetricSnapshot... families) {
		return new SnapshotCodec().encode(new MetricSnapshots(families), ScrapeMergeTests::isMomentary);
	}

	private static boolean isMomentary(String family) {
		return family.endsWith("_active_seconds");
	}

	private static CounterSnapshot counter(String name, String label, String value, double count) {
		return new CounterSnapshot(new MetricMetadata(name),
				List.of(new CounterDataPointSnapshot(count, Labels.of(label, value), null, 0)));
	}

	private static CounterSnapshot point(double count, Exemplar exemplar, long created) {
		return new CounterSnapshot(new MetricMetadata("a"),
				List.of(new CounterDataPointSnapshot(count, Labels.EMPTY, exemplar, created)));
	}

	private static GaugeSnapshot gauge(String name, double value) {
		return new GaugeSnapshot(new MetricMetadata(name),
				List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)));
	}

	private static SummarySnapshot summary(String name, long count, double sum, double median) {
		return new SummarySnapshot(new MetricMetadata(name), List.of(new SummaryDataPointSnapshot(count, sum,
				Quantiles.builder().quantile(0.5, median).build(), Labels.EMPTY, Exemplars.EMPTY, 0)));
	}

	private static HistogramSnapshot histogram(String name, Labels labels, double[] bounds, long... counts) {
		return new HistogramSnapshot(new MetricMetadata(name),
				List.of(new HistogramDataPointSnapshot(ClassicHistogramBuckets.of(bounds, counts),
						Arrays.stream(counts).sum(), labels, Exemplars.EMPTY, 0)));
	}

	private static HistogramSnapshot natives(int schema, double threshold, int[] indexes, long... counts) {
		return new HistogramSnapshot(new MetricMetadata("h"),
				List.of(new HistogramDataPointSnapshot(schema, 0, threshold, NativeHistogramBuckets.of(indexes, counts),
						NativeHistogramBuckets.EMPTY, 1, Labels.EMPTY, Exemplars.EMPTY, 0)));
	}

	private static double inf() {
		return Double.POSITIVE_INFINITY;
	}

}
