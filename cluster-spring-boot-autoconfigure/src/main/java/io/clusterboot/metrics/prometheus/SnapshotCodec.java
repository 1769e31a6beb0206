package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of a registry as bytes, for another process of the same cluster. Nothing of
 * the client's model is lost.
 *
 * @since 0.1.0
 */
public final class SnapshotCodec {

	private static final int VERSION = 1;

	private static final int OWN_EXPOSITION_NAME = 1;

	private static final int OWN_ORIGINAL_NAME = 2;

	/**
	 * Write snapshots.
	 * @param snapshots the snapshots
	 * @return the bytes
	 */
	public byte[] encode(MetricSnapshots snapshots) {
		return encode(Family.of(snapshots));
	}

	static byte[] encode(List<Family<?>> families) {
		SnapshotOutput out = new SnapshotOutput();
		out.int8(VERSION);
		out.number(families.size());
		for (Family<?> family : families) {
			write(family, out);
		}
		return out.toByteArray();
	}

	/**
	 * Read snapshots. No length in the bytes is believed, so that what this allocates is
	 * bounded by how many there are.
	 * @param bytes what {@link #encode} returned, or anything else
	 * @return the snapshots
	 * @throws SnapshotFormatException if they are anything else
	 */
	public MetricSnapshots decode(byte[] bytes) throws SnapshotFormatException {
		List<Family<?>> families = families(bytes, Labels.EMPTY, (family) -> false);
		try {
			return new MetricSnapshots(families.stream().map(Family::snapshot).toList());
		}
		catch (RuntimeException ex) {
			throw refused(ex);
		}
	}

	/**
	 * Read families, and put a label to each series that has none of its name.
	 * @param bytes what {@link #encode} returned, or anything else
	 * @param label the label
	 * @param labelled tells the names of families whose series get the label
	 * @return the families, which may contain series twice if the bytes do
	 * @throws SnapshotFormatException if they are anything else
	 */
	static List<Family<?>> families(byte[] bytes, Labels label, Predicate<String> labelled)
			throws SnapshotFormatException {
		try {
			SnapshotInput in = new SnapshotInput(bytes, label);
			int version = in.int8();
			if (version != VERSION) {
				throw new SnapshotFormatException("Version " + version + " is not known, only " + VERSION);
			}
			List<Family<?>> families = families(in, labelled);
			in.end();
			return families;
		}
		catch (RuntimeException ex) {
			throw refused(ex);
		}
	}

	private static SnapshotFormatException refused(RuntimeException cause) {
		return new SnapshotFormatException("The bytes describe what no registry can hold: " + cause.getMessage(),
				cause);
	}

	private static List<Family<?>> families(SnapshotInput in, Predicate<String> labelled)
			throws SnapshotFormatException {
		int count = in.size(1);
		List<Family<?>> families = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			families.add(family(FamilyKind.ofCode(in.int8()), in, labelled));
		}
		return families;
	}

	private static <P extends DataPointSnapshot> Family<P> family(FamilyKind<P> kind, SnapshotInput in,
			Predicate<String> labelled) throws SnapshotFormatException {
		MetricMetadata metadata = metadata(in);
		in.labelSeries(labelled.test(metadata.getPrometheusName()));
		int count = in.size(1);
		List<P> points = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			points.add(kind.read(PointHead.read(in), in));
		}
		return new Family<>(kind, metadata, points, in.labelling());
	}

	private static <P extends DataPointSnapshot> void write(Family<P> family, SnapshotOutput out) {
		out.int8(family.kind().code());
		write(family.metadata(), out);
		out.number(family.points().size());
		for (P point : family.points()) {
			PointHead.write(point, out);
			family.kind().write(point, out);
		}
	}

	private static void write(MetricMetadata metadata, SnapshotOutput out) {
		boolean ownExpositionName = !metadata.getExpositionBaseName().equals(metadata.getName());
		boolean ownOriginalName = !metadata.getOriginalName().equals(metadata.getName());
		out.int8(((ownExpositionName) ? OWN_EXPOSITION_NAME : 0) | ((ownOriginalName) ? OWN_ORIGINAL_NAME : 0));
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

	private static MetricMetadata metadata(SnapshotInput in) throws SnapshotFormatException {
		int flags = in.int8();
		String name = in.newText();
		String expositionName = ((flags & OWN_EXPOSITION_NAME) != 0) ? in.newText() : name;
		String originalName = ((flags & OWN_ORIGINAL_NAME) != 0) ? in.newText() : name;
		String help = in.text();
		return new MetricMetadata(name, expositionName, originalName, help, unit(in.text()));
	}

	private static @Nullable Unit unit(@Nullable String name) {
		return (name != null) ? new Unit(name) : null;
	}

}
