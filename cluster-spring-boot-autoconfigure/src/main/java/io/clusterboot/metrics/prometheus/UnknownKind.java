package io.clusterboot.metrics.prometheus;

import java.util.Collection;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;

/**
 * Values of which nobody said whether they accumulate.
 */
final class UnknownKind extends FamilyKind<UnknownDataPointSnapshot> {

	UnknownKind() {
		super(UnknownDataPointSnapshot.class);
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof UnknownSnapshot;
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<UnknownDataPointSnapshot> points) {
		return new UnknownSnapshot(metadata, points);
	}

	@Override
	void write(UnknownDataPointSnapshot point, SnapshotOutput out) {
		out.real(point.getValue());
		out.exemplar(point.getExemplar());
	}

	@Override
	UnknownDataPointSnapshot read(PointHead head, SnapshotInput in) throws SnapshotFormatException {
		return new UnknownDataPointSnapshot(in.real(), head.labels(), in.exemplar(), head.scraped());
	}

	@Override
	UnknownDataPointSnapshot with(UnknownDataPointSnapshot point, PointHead head) {
		return new UnknownDataPointSnapshot(point.getValue(), head.labels(), point.getExemplar(), head.scraped());
	}

}
