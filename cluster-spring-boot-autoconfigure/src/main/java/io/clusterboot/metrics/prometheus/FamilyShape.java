package io.clusterboot.metrics.prometheus;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;

/**
 * What a family is, whatever single workers take it for.
 *
 * @param kind its kind
 * @param metadata its name and help
 * @param shared whether each worker tells the same of it
 * @param momentary whether its values fall, though its kind says otherwise
 * @param <P> the type of the data points
 */
record FamilyShape<P extends DataPointSnapshot>(FamilyKind<P> kind, MetricMetadata metadata, boolean shared,
		boolean momentary) {

	boolean accumulates() {
		return this.kind.accumulates() && !this.momentary;
	}

	boolean takes(ScrapeSource source) {
		if (accumulates()) {
			return source.counts();
		}
		return (this.shared) ? source.answering() : source.states();
	}

	P combine(P older, P newer) {
		if (!accumulates()) {
			return newer;
		}
		return (this.shared) ? this.kind.later(older, newer) : this.kind.add(older, newer);
	}

}
