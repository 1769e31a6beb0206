package io.clusterboot.metrics.prometheus;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SnapshotEscaper;

/**
 * Gauges.
 */
final class GaugeKind extends FamilyKind<GaugeDataPointSnapshot> {

	GaugeKind() {
		super(GaugeDataPointSnapshot.class);
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof GaugeSnapshot;
	}

	@Override
	Collection<String> names(MetricMetadata metadata) {
		return List.of(metadata.getPrometheusName(), SnapshotEscaper.getLegacyGaugeName(metadata,
				metadata.getOriginalName(), EscapingScheme.UNDERSCORE_ESCAPING));
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<GaugeDataPointSnapshot> points) {
		return new GaugeSnapshot(metadata, points);
	}

	@Override
	void write(GaugeDataPointSnapshot point, SnapshotOutput out) {
		out.real(point.getValue());
		out.exemplar(point.getExemplar());
	}

	@Override
	GaugeDataPointSnapshot read(PointHead head, SnapshotInput in) throws SnapshotFormatException {
		return new GaugeDataPointSnapshot(in.real(), head.labels(), in.exemplar(), head.scraped());
	}

	@Override
	GaugeDataPointSnapshot with(GaugeDataPointSnapshot point, PointHead head) {
		return new GaugeDataPointSnapshot(point.getValue(), head.labels(), point.getExemplar(), head.scraped());
	}

}
