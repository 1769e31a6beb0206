package io.clusterboot.metrics.prometheus;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SnapshotCodec}.
 */
class SnapshotCodecTests {

	private final SnapshotCodec codec = new SnapshotCodec();

	@RepeatedTest(60)
	void decodeGivesWhatWasEncoded(RepetitionInfo repetition) throws SnapshotFormatException {
		int seed = repetition.getCurrentRepetition();
		MetricSnapshots snapshots = new RandomRegistry(new Random(seed), seed).snapshots();
		assertThat(describe(decode(encode(snapshots)))).as("seed " + seed).isEqualTo(describe(snapshots));
	}

	@Test
	void decodeKeepsNamesAndTimes() throws SnapshotFormatException {
		MetricSnapshots snapshots = new MetricSnapshots(
				new CounterSnapshot(new MetricMetadata("a.b", "a.b_total", "orig", "help", null),
						List.of(new CounterDataPointSnapshot(0.1, Labels.EMPTY, null, 5, 7))),
				new SummarySnapshot(new MetricMetadata("none"), List.of(new SummaryDataPointSnapshot(-1, Double.NaN,
						Quantiles.EMPTY, Labels.EMPTY, Exemplars.EMPTY, 0))));
		assertThat(describe(decode(encode(snapshots)))).isEqualTo(describe(snapshots));
	}

	@Test
	void encodeWhenLabelsRepeatIsShort() {
		List<CounterDataPointSnapshot> points = IntStream.range(0, 1000)
			.mapToObj((i) -> new CounterDataPointSnapshot(i,
					Labels.of("method", "GET", "outcome", "SUCCESS", "uri", "/things/" + i), null, 0))
			.toList();
		assertThat(encode(new MetricSnapshots(new CounterSnapshot(new MetricMetadata("a"), points))))
			.hasSizeLessThan(36_000);
	}

	@RepeatedTest(20)
	void decodeOfGarbageFailsAndAllocatesLittle(RepetitionInfo repetition) {
		int seed = repetition.getCurrentRepetition();
		Random random = new Random(seed);
		byte[] valid = encode(new RandomRegistry(random, seed).snapshots());
		for (int i = 0; i < 200; i++) {
			decodeGarbage(damaged(valid, random), "seed " + seed + ", damage " + i);
		}
	}

	@Test
	void decodeOfEveryBeginningFails() {
		byte[] valid = encode(new RandomRegistry(new Random(1), 1).snapshots());
		for (int length = 0; length < valid.length; length++) {
			byte[] beginning = Arrays.copyOf(valid, length);
			assertThatExceptionOfType(SnapshotFormatException.class).isThrownBy(() -> decode(beginning));
		}
	}

	@RepeatedTest(20)
	void decodeIntoAUsedPoolGivesTheSame(RepetitionInfo repetition) throws SnapshotFormatException {
		int seed = repetition.getCurrentRepetition();
		LabelPool pool = new LabelPool(Labels.EMPTY);
		for (int i = 0; i < 5; i++) {
			MetricSnapshots snapshots = new RandomRegistry(new Random(seed + i), seed).snapshots();
			assertThat(describe(decode(encode(snapshots), pool))).as("seed " + seed).isEqualTo(describe(snapshots));
		}
	}

	@Test
	void poolWhenLabelsComeOnceIsNotLeanForLong() throws SnapshotFormatException {
		LabelPool pool = new LabelPool(Labels.EMPTY);
		decode(encode(counted("/first", "first")), pool);
		assertThat(pool.isLean()).isTrue();
		for (int i = 0; i < 20; i++) {
			decode(encode(counted("/" + i, "same")), pool);
		}
		assertThat(pool.isLean()).isFalse();
	}

	@Test
	void poolDoesNotKeepLabelsOfExemplars() throws SnapshotFormatException {
		LabelPool pool = new LabelPool(Labels.EMPTY);
		for (int i = 0; i < 20; i++) {
			MetricSnapshots snapshots = counted("/", "trace-" + i);
			assertThat(describe(decode(encode(snapshots), pool))).isEqualTo(describe(snapshots));
		}
		assertThat(pool.isLean()).isTrue();
	}

	@Test
	void decodeOfTheSameSeriesDoesNotReadThemAgain() throws SnapshotFormatException {
		LabelPool pool = new LabelPool(Labels.EMPTY);
		byte[] first = encode(counted("/", "first"));
		byte[] second = encode(counted("/", "second"));
		byte[] other = encode(counted("/other", "first"));
		List<PointHead> heads = heads(first, pool);
		assertThat(heads(second, pool)).isSameAs(heads);
		assertThat(heads(other, pool)).isNotSameAs(heads);
		assertThat(describe(decode(other, pool))).isEqualTo(describe(counted("/other", "first")));
	}

	private static List<PointHead> heads(byte[] bytes, LabelPool pool) throws SnapshotFormatException {
		SnapshotInput in = new SnapshotInput(bytes, 1, bytes.length, new LabelPool(Labels.EMPTY));
		int length = in.size(1);
		return pool.heads(bytes, in.position(), in.position() + length, (family) -> false).get(0).points();
	}

	private static MetricSnapshots counted(String uri, String trace) {
		Exemplar exemplar = new Exemplar(1, Labels.of("trace_id", trace), 0);
		return new MetricSnapshots(new CounterSnapshot(new MetricMetadata("a"),
				List.of(new CounterDataPointSnapshot(1, Labels.of("uri", uri), exemplar, 0))));
	}

	private byte[] encode(MetricSnapshots snapshots) {
		return this.codec.encode(snapshots, (family) -> false);
	}

	private static MetricSnapshots decode(byte[] bytes) throws SnapshotFormatException {
		return decode(bytes, new LabelPool(Labels.EMPTY));
	}

	/**
	 * Read snapshots as a merge does that has nothing to merge.
	 * @param bytes what was encoded
	 * @param pool labels that were read before
	 * @return the snapshots
	 * @throws SnapshotFormatException if they are none
	 */
	private static MetricSnapshots decode(byte[] bytes, LabelPool pool) throws SnapshotFormatException {
		List<Family<?>> families = SnapshotCodec.families(bytes, (family) -> false, pool);
		try {
			return new MetricSnapshots(families.stream().map(SnapshotCodecTests::snapshot).toList());
		}
		catch (IllegalArgumentException ex) {
			throw new SnapshotFormatException("refused", ex);
		}
	}

	private static <P extends DataPointSnapshot> MetricSnapshot snapshot(Family<P> family) {
		return family.kind().snapshot(family.metadata(), family.points());
	}

	private byte[] damaged(byte[] valid, Random random) {
		if (random.nextInt(4) == 0) {
			byte[] garbage = new byte[random.nextInt(300)];
			random.nextBytes(garbage);
			return garbage;
		}
		byte[] damaged = Arrays.copyOf(valid, valid.length - random.nextInt(3) + random.nextInt(3));
		for (int i = random.nextInt(4); i >= 0; i--) {
			damaged[random.nextInt(damaged.length)] = (byte) ((random.nextBoolean()) ? 0xFF : random.nextInt());
		}
		return damaged;
	}

	private void decodeGarbage(byte[] garbage, String description) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		try {
			decode(garbage);
		}
		catch (SnapshotFormatException ex) {
			assertThat(ex).isExactlyInstanceOf(SnapshotFormatException.class);
		}
		catch (Throwable ex) {
			throw new AssertionError(description, ex);
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).as(description)
			.isLessThan(1_000_000 + 1000L * garbage.length);
	}

	static String describe(MetricSnapshots snapshots) {
		return snapshots.stream().map(SnapshotCodecTests::describe).collect(Collectors.joining("\n"));
	}

	private static String describe(MetricSnapshot snapshot) {
		MetricMetadata metadata = snapshot.getMetadata();
		String points = snapshot.getDataPoints()
			.stream()
			.map((point) -> "\n  " + point.getLabels() + " " + point.getCreatedTimestampMillis() + " "
					+ point.getScrapeTimestampMillis() + " " + values(point))
			.collect(Collectors.joining());
		boolean gauge = snapshot instanceof HistogramSnapshot histogram && histogram.isGaugeHistogram();
		return String.join(" ", snapshot.getClass().getSimpleName(), "" + gauge, metadata.getName(),
				metadata.getExpositionBaseName(), metadata.getOriginalName(), metadata.getHelp(),
				"" + metadata.getUnit(), points);
	}

	private static String values(DataPointSnapshot point) {
		if (point instanceof CounterDataPointSnapshot counter) {
			return counter.getValue() + exemplar(counter.getExemplar());
		}
		if (point instanceof GaugeDataPointSnapshot gauge) {
			return gauge.getValue() + exemplar(gauge.getExemplar());
		}
		if (point instanceof UnknownDataPointSnapshot unknown) {
			return unknown.getValue() + exemplar(unknown.getExemplar());
		}
		if (point instanceof StateSetDataPointSnapshot states) {
			return states.stream().map((state) -> state.getName() + state.isTrue()).toList().toString();
		}
		if (point instanceof SummaryDataPointSnapshot summary) {
			String quantiles = "";
			for (Quantile quantile : summary.getQuantiles()) {
				quantiles += quantile.getQuantile() + "=" + quantile.getValue() + " ";
			}
			return summary.getCount() + " " + summary.getSum() + " " + quantiles + exemplars(summary.getExemplars());
		}
		return (point instanceof HistogramDataPointSnapshot histogram) ? values(histogram) : "";
	}

	private static String values(HistogramDataPointSnapshot point) {
		String buckets = "";
		for (ClassicHistogramBucket bucket : point.getClassicBuckets()) {
			buckets += bucket.getUpperBound() + "=" + bucket.getCount() + " ";
		}
		return buckets + point.getNativeSchema() + " " + point.getNativeZeroCount() + " "
				+ point.getNativeZeroThreshold() + " " + buckets(point.getNativeBucketsForPositiveValues())
				+ buckets(point.getNativeBucketsForNegativeValues()) + point.getCount() + " " + point.getSum()
				+ exemplars(point.getExemplars());
	}

	private static String buckets(NativeHistogramBuckets buckets) {
		return buckets.stream().map((bucket) -> bucket.getBucketIndex() + "=" + bucket.getCount()).toList().toString();
	}

	private static String exemplars(Exemplars exemplars) {
		String all = "";
		for (Exemplar exemplar : exemplars) {
			all += exemplar(exemplar);
		}
		return all;
	}

	private static String exemplar(Exemplar exemplar) {
		return (exemplar != null)
				? " # " + exemplar.getLabels() + exemplar.getValue() + "@" + exemplar.getTimestampMillis() : "";
	}

}
