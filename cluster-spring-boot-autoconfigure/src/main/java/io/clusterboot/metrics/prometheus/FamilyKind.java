package io.clusterboot.metrics.prometheus;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A kind of family: how its data points travel, and how those of several processes become
 * one.
 *
 * @param <P> the type of the data points
 */
abstract sealed class FamilyKind<P extends DataPointSnapshot>
		permits CounterKind, GaugeKind, UnknownKind, HistogramKind, SummaryKind, InfoKind, StateSetKind {

	private static final List<FamilyKind<?>> ALL = List.of(new CounterKind(), new GaugeKind(), new UnknownKind(),
			new HistogramKind(false), new HistogramKind(true), new SummaryKind(), new InfoKind(), new StateSetKind());

	private final Class<P> type;

	FamilyKind(Class<P> type) {
		this.type = type;
	}

	static FamilyKind<?> of(MetricSnapshot snapshot) {
		for (FamilyKind<?> kind : ALL) {
			if (kind.matches(snapshot)) {
				return kind;
			}
		}
		throw new IllegalArgumentException(snapshot.getClass() + " is no kind of family that is known");
	}

	static FamilyKind<?> ofCode(int code) throws SnapshotFormatException {
		if (code >= ALL.size()) {
			throw new SnapshotFormatException("No kind of family has the code " + code);
		}
		return ALL.get(code);
	}

	int code() {
		return ALL.indexOf(this);
	}

	/**
	 * Return the data points of a snapshot of this kind.
	 * @param snapshot the snapshot
	 * @return its data points
	 */
	@SuppressWarnings("unchecked")
	List<P> points(MetricSnapshot snapshot) {
		return (List<P>) snapshot.getDataPoints();
	}

	/**
	 * Return the data points of a family of this kind.
	 * @param family the family
	 * @return its data points
	 */
	@SuppressWarnings("unchecked")
	List<P> own(Family<?> family) {
		return (List<P>) family.points();
	}

	abstract boolean matches(MetricSnapshot snapshot);

	/**
	 * Return whether values only rise while a process lives, so that those of processes
	 * can be added up.
	 * @return whether values accumulate
	 */
	boolean accumulates() {
		return false;
	}

	/**
	 * Return the kind of which points can become points of this kind, and the other way
	 * round.
	 * @return this kind, or what stands for several
	 */
	Class<?> group() {
		return getClass();
	}

	/**
	 * Return whether points of this kind hold all that those of another do, and more.
	 * @param other a kind of the same group
	 * @return whether they do
	 */
	boolean isFinerThan(FamilyKind<?> other) {
		return false;
	}

	/**
	 * Return the names that nothing else may have where this family is.
	 * @param metadata metadata of the family
	 * @return names of samples and of the family, in each text format
	 */
	Collection<String> names(MetricMetadata metadata) {
		return List.of(metadata.getPrometheusName());
	}

	abstract MetricSnapshot snapshot(MetricMetadata metadata, Collection<P> points);

	abstract void write(P point, SnapshotOutput out);

	abstract P read(PointHead head, SnapshotInput in) throws SnapshotFormatException;

	/**
	 * Return the same values for another series.
	 * @param point a data point
	 * @param head what the other series has
	 * @return a data point of the other series
	 */
	abstract P with(P point, PointHead head);

	/**
	 * Return a data point as one of this kind.
	 * @param point a data point
	 * @param kind the kind that it is of
	 * @return a data point, or {@code null} if it cannot be one
	 */
	@Nullable P adapt(DataPointSnapshot point, FamilyKind<?> kind) {
		return (kind == this) ? this.type.cast(point) : null;
	}

	/**
	 * Return what accumulated in a process that tells no current state.
	 * @param point a data point of the process
	 * @return a data point without values that do not accumulate
	 */
	P accumulated(P point) {
		return point;
	}

	/**
	 * Return the series that two processes counted for.
	 * @param older what the older process says
	 * @param newer what the newer process says
	 * @return a data point
	 */
	P add(P older, P newer) {
		return newer;
	}

	/**
	 * Return which of two views of the same thing has seen more of it.
	 * @param first a view
	 * @param second another
	 * @return one of them
	 */
	P later(P first, P second) {
		return second;
	}

}
