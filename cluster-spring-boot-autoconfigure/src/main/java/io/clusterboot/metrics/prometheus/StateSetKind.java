package io.clusterboot.metrics.prometheus;

import java.util.Collection;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;

/**
 * Sets of states, each of which is on or off.
 */
final class StateSetKind extends FamilyKind<StateSetDataPointSnapshot> {

	StateSetKind() {
		super(StateSetDataPointSnapshot.class);
	}

	@Override
	boolean matches(MetricSnapshot snapshot) {
		return snapshot instanceof StateSetSnapshot;
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, Collection<StateSetDataPointSnapshot> points) {
		return new StateSetSnapshot(metadata, points);
	}

	@Override
	void write(StateSetDataPointSnapshot point, SnapshotOutput out) {
		out.number(point.size());
		for (int i = 0; i < point.size(); i++) {
			out.text(point.getName(i));
			out.int8((point.isTrue(i)) ? 1 : 0);
		}
	}

	@Override
	StateSetDataPointSnapshot read(PointHead head, SnapshotInput in) throws SnapshotFormatException {
		int size = in.size(2);
		String[] names = new String[size];
		boolean[] values = new boolean[size];
		for (int i = 0; i < size; i++) {
			names[i] = in.someText();
			values[i] = in.bool();
		}
		return new StateSetDataPointSnapshot(names, values, head.labels(), head.scraped());
	}

	@Override
	StateSetDataPointSnapshot with(StateSetDataPointSnapshot point, PointHead head) {
		String[] names = new String[point.size()];
		boolean[] values = new boolean[point.size()];
		for (int i = 0; i < names.length; i++) {
			names[i] = point.getName(i);
			values[i] = point.isTrue(i);
		}
		return new StateSetDataPointSnapshot(names, values, head.labels(), head.scraped());
	}

}
