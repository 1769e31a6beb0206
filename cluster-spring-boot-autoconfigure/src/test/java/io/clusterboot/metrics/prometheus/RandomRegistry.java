package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
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
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;

/**
 * A registry that holds anything a registry may hold. The release decides what kind a
 * family is of; what accumulates only rises.
 */
class RandomRegistry {

	private static final String[] NAMES = { "alpha", "alpha_total", "beta", "beta_count", "gamma.time_seconds", "delta",
			"delta_info", "cluster_things" };

	private static final String[] VALUES = { "a", "b\"\\\n", "grüße\u20ac", "\ud83d", "" };

	private final Map<String, Map<Labels, double[]>> series = new TreeMap<>();

	private final Random random;

	private final int release;

	RandomRegistry(Random random, int release) {
		this.random = random;
		this.release = release;
		work();
	}

	/**
	 * Count something.
	 */
	void work() {
		for (int i = this.random.nextInt(12); i >= 0; i--) {
			double[] values = this.series
				.computeIfAbsent(NAMES[this.random.nextInt(NAMES.length)], (name) -> new LinkedHashMap<>())
				.computeIfAbsent(labels(), (labels) -> new double[10]);
			for (int j = 0; j < values.length; j++) {
				values[j] += (j == 0) ? this.random.nextDouble() : this.random.nextInt(3);
			}
		}
	}

	private Labels labels() {
		Labels labels = (this.random.nextBoolean()) ? Labels.of("x.y", VALUES[this.random.nextInt(VALUES.length)])
				: Labels.EMPTY;
		if (this.random.nextInt(3) == 0) {
			labels = labels.add("zone", "z" + this.random.nextInt(2));
		}
		return (this.random.nextInt(8) == 0) ? labels.add("worker", "" + this.random.nextInt(3)) : labels;
	}

	MetricSnapshots snapshots() {
		List<MetricSnapshot> families = new ArrayList<>();
		this.series.forEach((name, series) -> families.add(family(name, series)));
		return new MetricSnapshots(families);
	}

	private MetricSnapshot family(String name, Map<Labels, double[]> series) {
		// What every worker has the same picture of is counted by nobody else.
		int kind = name.startsWith("cluster_") ? 0 : Math.abs((name.hashCode() * 31 + this.release * 7919) % 9);
		String help = (kind % 2 == 0) ? "Help of " + name + "\n\\" : null;
		MetricMetadata plain = new MetricMetadata(name, help);
		return switch (kind) {
			case 0, 1 ->
				new CounterSnapshot(new MetricMetadata(name, name + "_total", help, null), list(series, this::counter));
			case 2 -> new GaugeSnapshot(plain, list(series, this::gauge));
			case 3 -> new UnknownSnapshot(plain, list(series, this::unknown));
			case 4 -> new InfoSnapshot(plain, list(series, (labels, values) -> new InfoDataPointSnapshot(labels)));
			case 5 -> new StateSetSnapshot(plain, list(series, this::states));
			case 6 ->
				new SummarySnapshot(name.endsWith("_seconds") ? new MetricMetadata(name, help, Unit.SECONDS) : plain,
						list(series, this::summary));
			default -> new HistogramSnapshot(kind == 8 && this.release % 2 == 0, plain, list(series, this::histogram));
		};
	}

	private <P> List<P> list(Map<Labels, double[]> series, BiFunction<Labels, double[], P> point) {
		List<P> points = new ArrayList<>();
		series.forEach((labels, values) -> points.add(point.apply(labels, values)));
		return points;
	}

	private CounterDataPointSnapshot counter(Labels labels, double[] values) {
		return new CounterDataPointSnapshot(values[0], labels, exemplar(values[0]), (long) values[1] * 1000);
	}

	private GaugeDataPointSnapshot gauge(Labels labels, double[] values) {
		return new GaugeDataPointSnapshot((values[1] > 3) ? Double.NaN : -values[0], labels, exemplar(1), 0);
	}

	private UnknownDataPointSnapshot unknown(Labels labels, double[] values) {
		return new UnknownDataPointSnapshot(values[0], labels, null, 0);
	}

	private StateSetDataPointSnapshot states(Labels labels, double[] values) {
		return new StateSetDataPointSnapshot(new String[] { "on", "off" },
				new boolean[] { values[1] > 2, values[1] <= 2 }, labels);
	}

	private SummaryDataPointSnapshot summary(Labels labels, double[] values) {
		Quantiles quantiles = (values[1] > 3) ? Quantiles.builder().quantile(0.5, 1).quantile(0.9, 2).build()
				: Quantiles.EMPTY;
		return new SummaryDataPointSnapshot((long) values[2], values[0], quantiles, labels,
				Exemplars.of(exemplar(values[3])), 0);
	}

	private HistogramDataPointSnapshot histogram(Labels labels, double[] values) {
		int form = (this.release + labels.size()) % 3;
		double bound = (this.release % 2 == 0) ? 1 : 2.5;
		long count = (long) (values[1] + values[2] + values[3]);
		ClassicHistogramBuckets classic = (form != 0)
				? ClassicHistogramBuckets.of(new double[] { bound, 5, Double.POSITIVE_INFINITY },
						new long[] { (long) values[1], (long) values[2], (long) values[3] })
				: ClassicHistogramBuckets.EMPTY;
		if (form == 1) {
			return new HistogramDataPointSnapshot(classic, values[0], labels, Exemplars.of(exemplar(values[4])), 0);
		}
		NativeHistogramBuckets positive = NativeHistogramBuckets.of(new int[] { -4, 3 + this.release },
				new long[] { (long) values[1], (long) values[2] });
		NativeHistogramBuckets negative = NativeHistogramBuckets.of(new int[] { 2 },
				new long[] { count - (long) values[1] - (long) values[2] });
		return new HistogramDataPointSnapshot(classic, this.release % 5 - 1, 0, Math.pow(2, -4 * (this.release % 3)),
				positive, negative, values[0], labels, Exemplars.EMPTY, 5000);
	}

	private Exemplar exemplar(double value) {
		return new Exemplar(value, Labels.of("trace_id", "t" + this.random.nextInt(1000)),
				1000 + this.random.nextInt(1000));
	}

}
