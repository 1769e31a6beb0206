package io.clusterboot.metrics.prometheus;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Facts that stand in labels.
 */
final class InfoKind extends FamilyKind<InfoDataPointSnapshot> {

	private static final String SUFFIX = "_info";

	InfoKind() {
		super(InfoDataPointSnapshot.class);
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof InfoSnapshot;
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
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<InfoDataPointSnapshot> points) {
		return new InfoSnapshot(metadata, points);
	}

	@Override
	void write(InfoDataPointSnapshot point, SnapshotOutput out) {
		// All that it says stands in its labels
	}

	@Override
	InfoDataPointSnapshot read(PointHead head, SnapshotInput in) {
		return new InfoDataPointSnapshot(head.labels(), head.scraped());
	}

	@Override
	InfoDataPointSnapshot with(InfoDataPointSnapshot point, PointHead head) {
		return new InfoDataPointSnapshot(head.labels(), head.scraped());
	}

}
