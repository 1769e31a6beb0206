package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * A family as one process tells it. The client's own type would sort and check the data
 * points, which happens once, when those of all workers are together.
 *
 * @param kind its kind
 * @param metadata its name and help
 * @param momentary whether its values fall, though its kind says that they accumulate, as
 * those of Micrometer's long task timers do
 * @param points its data points
 * @param mixed whether some of its series named a worker themselves and some did not, so
 * that two of them may be the same
 * @param <P> the type of the data points
 */
record Family<P extends DataPointSnapshot>(FamilyKind<P> kind, MetricMetadata metadata, boolean momentary,
		List<P> points, boolean mixed) {

	static List<Family<?>> of(MetricSnapshots snapshots, Predicate<String> momentary) {
		List<Family<?>> families = new ArrayList<>(snapshots.size());
		for (MetricSnapshot snapshot : snapshots) {
			families.add(of(snapshot, FamilyKind.of(snapshot), momentary));
		}
		return families;
	}

	private static <P extends DataPointSnapshot> Family<P> of(MetricSnapshot snapshot, FamilyKind<P> kind,
			Predicate<String> momentary) {
		MetricMetadata metadata = snapshot.getMetadata();
		return new Family<>(kind, metadata, momentary.test(metadata.getPrometheusName()), kind.points(snapshot), false);
	}

	String name() {
		return this.metadata.getPrometheusName();
	}

	Key key() {
		return new Key(name(), this.kind.group());
	}

	/**
	 * What families of several processes have in common that can become one.
	 *
	 * @param name the name
	 * @param group the group of kinds
	 */
	record Key(String name, Class<?> group) {

	}

}
