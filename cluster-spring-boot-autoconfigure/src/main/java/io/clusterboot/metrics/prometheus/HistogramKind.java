package io.clusterboot.metrics.prometheus;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Histograms, with classic buckets, native ones or both; or histograms of what is now,
 * which do not accumulate.
 */
final class HistogramKind extends FamilyKind<HistogramDataPointSnapshot> {

	private final boolean gauge;

	HistogramKind(boolean gauge) {
		super(HistogramDataPointSnapshot.class);
		this.gauge = gauge;
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof HistogramSnapshot histogram && histogram.isGaugeHistogram() == this.gauge;
	}

	@Override
	boolean accumulates() {
		return !this.gauge;
	}

	@Override
	Class<?> group() {
		return (this.gauge) ? HistogramKind.class : SummaryKind.class;
	}

	@Override
	boolean isFinerThan(FamilyKind<?> other) {
		return other instanceof SummaryKind;
	}

	@Override
	Collection<String> names(MetricMetadata metadata) {
		String name = metadata.getPrometheusName();
		if (this.gauge) {
			return List.of(name, name + "_bucket", name + "_count", name + "_sum", name + "_gcount", name + "_gsum");
		}
		return List.of(name, name + "_bucket", name + "_count", name + "_sum");
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<HistogramDataPointSnapshot> points) {
		return new HistogramSnapshot(this.gauge, metadata, points);
	}

	@Override
	void write(HistogramDataPointSnapshot point, SnapshotOutput out) {
		out.int8(((point.hasClassicHistogramData()) ? 1 : 0) | ((point.hasNativeHistogramData()) ? 2 : 0));
		if (point.hasClassicHistogramData()) {
			ClassicBuckets.write(point.getClassicBuckets(), out);
		}
		if (point.hasNativeHistogramData()) {
			NativeBuckets.of(point).write(out);
		}
		out.real(point.getSum());
		out.exemplars(point.getExemplars());
	}

	@Override
	HistogramDataPointSnapshot read(PointHead head, SnapshotInput in) throws SnapshotFormatException {
		int parts = in.int8();
		ClassicHistogramBuckets classic = ((parts & 1) != 0) ? ClassicBuckets.read(in) : ClassicHistogramBuckets.EMPTY;
		NativeBuckets natives = ((parts & 2) != 0) ? NativeBuckets.read(in) : NativeBuckets.NONE;
		return point(classic, natives, in.real(), in.exemplars(), head);
	}

	@Override
	HistogramDataPointSnapshot with(HistogramDataPointSnapshot point, PointHead head) {
		return point(point.getClassicBuckets(), NativeBuckets.of(point), point.getSum(), point.getExemplars(), head);
	}

	/**
	 * Return a data point as a histogram. Of what a summary counted nobody knows in which
	 * bucket it belongs, except that it is in the last one.
	 * @param point a data point
	 * @param kind the kind that it is of
	 * @return a histogram, or {@code null} if it cannot be one
	 */
	@Override
	@Nullable HistogramDataPointSnapshot adapt(DataPointSnapshot point, FamilyKind<?> kind) {
		if (accumulates() && point instanceof SummaryDataPointSnapshot summary) {
			return point(ClassicBuckets.unbounded(Math.max(0, summary.getCount())), NativeBuckets.NONE,
					summary.getSum(), summary.getExemplars(), PointHead.of(point, point.getLabels()));
		}
		return super.adapt(point, kind);
	}

	@Override
	HistogramDataPointSnapshot add(HistogramDataPointSnapshot older, HistogramDataPointSnapshot newer) {
		if (this.gauge) {
			return newer;
		}
		boolean hasNative = older.hasNativeHistogramData() && newer.hasNativeHistogramData();
		boolean hasClassic = !hasNative || older.hasClassicHistogramData() || newer.hasClassicHistogramData();
		ClassicHistogramBuckets classic = (hasClassic)
				? ClassicBuckets.add(ClassicBuckets.of(older), ClassicBuckets.of(newer))
				: ClassicHistogramBuckets.EMPTY;
		NativeBuckets natives = (hasNative) ? NativeBuckets.of(older).add(NativeBuckets.of(newer)) : NativeBuckets.NONE;
		Exemplars exemplars = (hasClassic)
				? NewestExemplars.of(older.getExemplars(), newer.getExemplars(), ClassicBuckets.bounds(classic))
				: NewestExemplars.of(older.getExemplars(), newer.getExemplars());
		return point(classic, natives, Sums.add(older.getSum(), newer.getSum()), exemplars, PointHead.of(older, newer));
	}

	@Override
	HistogramDataPointSnapshot later(HistogramDataPointSnapshot first, HistogramDataPointSnapshot second) {
		return (first.getCount() > second.getCount()) ? first : second;
	}

	private HistogramDataPointSnapshot point(ClassicHistogramBuckets classic, NativeBuckets natives, double sum,
			Exemplars exemplars, PointHead head) {
		return new HistogramDataPointSnapshot(classic, natives.schema(), natives.zeroCount(), natives.zeroThreshold(),
				natives.positive(), natives.negative(), sum, head.labels(), exemplars, head.created(), head.scraped());
	}

}
