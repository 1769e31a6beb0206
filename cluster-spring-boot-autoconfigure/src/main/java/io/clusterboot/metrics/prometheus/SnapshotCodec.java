package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
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

	private static final int MOMENTARY = 4;

	private final ReentrantLock lock = new ReentrantLock();

	private final LabelNumbers labelNumbers = new LabelNumbers();

	/**
	 * Write snapshots.
	 * @param snapshots the snapshots
	 * @param momentary tells by its name in Prometheus whether the values of a family
	 * fall though its kind says that they accumulate, as those of Micrometer's long task
	 * timers do
	 * @return the bytes
	 */
	public byte[] encode(MetricSnapshots snapshots, Predicate<String> momentary) {
		this.lock.lock();
		try {
			return encode(Family.of(snapshots, momentary), this.labelNumbers);
		}
		finally {
			this.lock.unlock();
		}
	}

	static byte[] encode(List<Family<?>> families) {
		return encode(families, new LabelNumbers());
	}

	private static byte[] encode(List<Family<?>> families, LabelNumbers labelNumbers) {
		SnapshotOutput out = new SnapshotOutput(labelNumbers);
		out.int8(VERSION);
		out.number(families.size());
		for (Family<?> family : families) {
			write(family, out);
		}
		return out.toByteArray();
	}

	/**
	 * Read families, and put the pool's label to each series that has none of its name.
	 * No length in the bytes is believed, so that what this allocates is bounded by how
	 * many there are.
	 * @param bytes what {@link #encode} returned, or anything else
	 * @param labelled tells the names of families whose series get the label
	 * @param pool texts and labels of inputs before
	 * @return the families, which may contain series twice if the bytes do
	 * @throws SnapshotFormatException if they are anything else
	 */
	static List<Family<?>> families(byte[] bytes, Predicate<String> labelled, LabelPool pool)
			throws SnapshotFormatException {
		try {
			SnapshotInput in = new SnapshotInput(bytes, pool);
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
		int flags = in.int8();
		MetricMetadata metadata = metadata(flags, in);
		in.labelSeries(labelled.test(metadata.getPrometheusName()));
		int count = in.size(1);
		List<P> points = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			points.add(kind.read(PointHead.read(in), in));
		}
		return new Family<>(kind, metadata, (flags & MOMENTARY) != 0, points, in.isMixed());
	}

	private static <P extends DataPointSnapshot> void write(Family<P> family, SnapshotOutput out) {
		out.int8(family.kind().code());
		write(family.metadata(), family.momentary(), out);
		out.number(family.points().size());
		for (P point : family.points()) {
			PointHead.write(point, out);
			family.kind().write(point, out);
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

}
