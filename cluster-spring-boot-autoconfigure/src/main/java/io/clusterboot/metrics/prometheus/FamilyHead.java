package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What a family has beside its values.
 *
 * @param kind its kind
 * @param metadata names, help and unit
 * @param momentary whether its values fall, though its kind says that they accumulate
 * @param points what its data points have beside their values
 * @param mixed whether some of its series named a worker themselves and some did not
 * @param <P> the type of the data points
 */
record FamilyHead<P extends DataPointSnapshot>(FamilyKind<P> kind, MetricMetadata metadata, boolean momentary,
		List<PointHead> points, boolean mixed) {

	private static final int OWN_EXPOSITION_NAME = 1;

	private static final int OWN_ORIGINAL_NAME = 2;

	private static final int MOMENTARY = 4;

	/**
	 * Write a family.
	 * @param family the family
	 * @param heads for all but the values
	 * @param values for the values
	 * @param <P> the type of the data points
	 */
	static <P extends DataPointSnapshot> void write(Family<P> family, SnapshotOutput heads, SnapshotOutput values) {
		heads.int8(family.kind().code());
		write(family.metadata(), family.momentary(), heads);
		heads.number(family.points().size());
		for (P point : family.points()) {
			PointHead.write(point, heads);
			family.kind().write(point, values);
		}
	}

	private static void write(MetricMetadata metadata, boolean momentary, SnapshotOutput out) {
		boolean ownExpositionName = !metadata.getExpositionBaseName().equals(metadata.getName());
		boolean ownOriginalName = !metadata.getOriginalName().equals(metadata.getName());
		out.int8(((ownExpositionName) ? OWN_EXPOSITION_NAME : 0) | ((ownOriginalName) ? OWN_ORIGINAL_NAME : 0)
				| ((momentary) ? MOMENTARY : 0));
		out.newText(metadata.getName());
		if (ownExpositionName) {
			out.newText(metadata.getExpositionBaseName());
		}
		if (ownOriginalName) {
			out.newText(metadata.getOriginalName());
		}
		out.text(metadata.getHelp());
		out.text((metadata.getUnit() != null) ? metadata.getUnit().toString() : null);
	}

	static FamilyHead<?> read(SnapshotInput in, Predicate<String> labelled) throws SnapshotFormatException {
		return read(FamilyKind.ofCode(in.int8()), in, labelled);
	}

	private static <P extends DataPointSnapshot> FamilyHead<P> read(FamilyKind<P> kind, SnapshotInput in,
			Predicate<String> labelled) throws SnapshotFormatException {
		int flags = in.int8();
		MetricMetadata metadata = metadata(flags, in);
		in.labelSeries(labelled.test(metadata.getPrometheusName()));
		int count = in.size(1);
		List<PointHead> points = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			points.add(PointHead.read(in));
		}
		return new FamilyHead<>(kind, metadata, (flags & MOMENTARY) != 0, points, in.isMixed());
	}

	private static MetricMetadata metadata(int flags, SnapshotInput in) throws SnapshotFormatException {
		String name = in.newText();
		String expositionName = ((flags & OWN_EXPOSITION_NAME) != 0) ? in.newText() : name;
		String originalName = ((flags & OWN_ORIGINAL_NAME) != 0) ? in.newText() : name;
		String help = in.text();
		return new MetricMetadata(name, expositionName, originalName, help, unit(in.text()));
	}

	private static @Nullable Unit unit(@Nullable String name) {
		return (name != null) ? new Unit(name) : null;
	}

	/**
	 * Return the family with its values.
	 * @param values the values, at those of this family
	 * @return the family
	 * @throws SnapshotFormatException if there are none
	 */
	Family<P> family(SnapshotInput values) throws SnapshotFormatException {
		List<P> points = new ArrayList<>(this.points.size());
		for (PointHead head : this.points) {
			points.add(this.kind.read(head, values));
		}
		return new Family<>(this.kind, this.metadata, this.momentary, points, this.mixed);
	}

}
