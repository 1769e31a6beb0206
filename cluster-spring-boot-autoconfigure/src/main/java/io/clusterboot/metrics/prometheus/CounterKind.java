package io.clusterboot.metrics.prometheus;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Counters.
 */
final class CounterKind extends FamilyKind<CounterDataPointSnapshot> {

	private static final String SUFFIX = "_total";

	CounterKind() {
		super(CounterDataPointSnapshot.class);
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof CounterSnapshot;
	}

	@Override
	boolean accumulates() {
		return true;
	}

	@Override
	Collection<String> names(MetricMetadata metadata) {
		String name = metadata.getExpositionBasePrometheusName();
		if (!name.endsWith(SUFFIX)) {
			name = metadata.getPrometheusName() + SUFFIX;
		}
		return List.of(name, name.substring(0, name.length() - SUFFIX.length()));
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<CounterDataPointSnapshot> points) {
		return new CounterSnapshot(metadata, points);
	}

	@Override
	void write(CounterDataPointSnapshot point, SnapshotOutput out) {
		out.real(point.getValue());
		out.exemplar(point.getExemplar());
	}

	@Override
	CounterDataPointSnapshot read(PointHead head, SnapshotInput in) throws SnapshotFormatException {
		return point(in.real(), in.exemplar(), head);
	}

	@Override
	CounterDataPointSnapshot with(CounterDataPointSnapshot point, PointHead head) {
		return point(point.getValue(), point.getExemplar(), head);
	}

	@Override
	CounterDataPointSnapshot add(CounterDataPointSnapshot older, CounterDataPointSnapshot newer) {
		return point(Sums.add(older.getValue(), newer.getValue()),
				NewestExemplars.of(older.getExemplar(), newer.getExemplar()), PointHead.of(older, newer));
	}

	@Override
	CounterDataPointSnapshot later(CounterDataPointSnapshot first, CounterDataPointSnapshot second) {
		return (first.getValue() > second.getValue()) ? first : second;
	}

	private CounterDataPointSnapshot point(double value, @Nullable Exemplar exemplar, PointHead head) {
		// Unchecked, as Micrometer's are: a counter below 0 is not our business.
		return new CounterDataPointSnapshot(value, head.labels(), exemplar, head.created(), head.scraped(), true);
	}

}
