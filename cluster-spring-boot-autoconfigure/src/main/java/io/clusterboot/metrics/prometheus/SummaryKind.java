package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Summaries. Counts and sums accumulate; quantiles are what one process sees.
 */
final class SummaryKind extends FamilyKind<SummaryDataPointSnapshot> {

	SummaryKind() {
		super(SummaryDataPointSnapshot.class);
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof SummarySnapshot;
	}

	@Override
	boolean accumulates() {
		return true;
	}

	@Override
	Collection<String> names(MetricMetadata metadata) {
		String name = metadata.getPrometheusName();
		return List.of(name, name + "_count", name + "_sum");
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<SummaryDataPointSnapshot> points) {
		return new SummarySnapshot(metadata, points);
	}

	@Override
	void write(SummaryDataPointSnapshot point, SnapshotOutput out) {
		out.number(point.getCount());
		out.real(point.getSum());
		out.number(point.getQuantiles().size());
		for (Quantile quantile : point.getQuantiles()) {
			out.real(quantile.getQuantile());
			out.real(quantile.getValue());
		}
		out.exemplars(point.getExemplars());
	}

	@Override
	SummaryDataPointSnapshot read(PointHead head, SnapshotInput in) throws SnapshotFormatException {
		return point(in.number(), in.real(), quantiles(in), in.exemplars(), head);
	}

	private Quantiles quantiles(SnapshotInput in) throws SnapshotFormatException {
		int size = in.size(2 * Double.BYTES);
		if (size == 0) {
			return Quantiles.EMPTY;
		}
		List<Quantile> quantiles = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			quantiles.add(new Quantile(in.real(), in.real()));
		}
		return Quantiles.of(quantiles);
	}

	@Override
	SummaryDataPointSnapshot with(SummaryDataPointSnapshot point, PointHead head) {
		return point(point.getCount(), point.getSum(), point.getQuantiles(), point.getExemplars(), head);
	}

	/**
	 * Return a data point as a summary. A histogram, too, has a count and a sum, so they
	 * go on where a release gave up its buckets.
	 * @param point a data point
	 * @param kind the kind that it is of
	 * @return a summary, or {@code null} if it cannot be one
	 */
	@Override
	@Nullable SummaryDataPointSnapshot adapt(DataPointSnapshot point, FamilyKind<?> kind) {
		if (kind.accumulates() && point instanceof HistogramDataPointSnapshot histogram) {
			return point(histogram.getCount(), histogram.getSum(), Quantiles.EMPTY, histogram.getExemplars(),
					PointHead.of(point, point.getLabels()));
		}
		return super.adapt(point, kind);
	}

	@Override
	SummaryDataPointSnapshot accumulated(SummaryDataPointSnapshot point) {
		if (point.getQuantiles().size() == 0) {
			return point;
		}
		return point(point.getCount(), point.getSum(), Quantiles.EMPTY, point.getExemplars(),
				PointHead.of(point, point.getLabels()));
	}

	@Override
	SummaryDataPointSnapshot add(SummaryDataPointSnapshot older, SummaryDataPointSnapshot newer) {
		Quantiles quantiles = (newer.getQuantiles().size() > 0) ? newer.getQuantiles() : older.getQuantiles();
		return point(Sums.addCounts(older.getCount(), newer.getCount()), Sums.add(older.getSum(), newer.getSum()),
				quantiles, NewestExemplars.of(older.getExemplars(), newer.getExemplars()), PointHead.of(older, newer));
	}

	@Override
	SummaryDataPointSnapshot later(SummaryDataPointSnapshot first, SummaryDataPointSnapshot second) {
		return point(Math.max(first.getCount(), second.getCount()), Math.max(first.getSum(), second.getSum()),
				second.getQuantiles(), second.getExemplars(), PointHead.of(first, second));
	}

	private SummaryDataPointSnapshot point(long count, double sum, Quantiles quantiles, Exemplars exemplars,
			PointHead head) {
		return new SummaryDataPointSnapshot(count, sum, quantiles, head.labels(), exemplars, head.created(),
				head.scraped());
	}

}
