package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Snapshots of a registry as bytes, for another process of the same cluster. Nothing of
 * the client's model is lost. What is the same in most scrapes, names and labels, stands
 * before all values, so that it need not be read again.
 *
 * @since 0.1.0
 */
public final class SnapshotCodec {

	private static final int VERSION = 2;

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
		SnapshotOutput heads = new SnapshotOutput(labelNumbers);
		SnapshotOutput values = new SnapshotOutput(new LabelNumbers());
		heads.number(families.size());
		families.forEach((family) -> FamilyHead.write(family, heads, values));
		SnapshotOutput out = new SnapshotOutput(new LabelNumbers());
		out.int8(VERSION);
		out.number(heads.length());
		out.append(heads);
		out.append(values);
		return out.toByteArray();
	}

	/**
	 * Read families, and put the pool's label to each series that has none of its name.
	 * No length in the bytes is believed, so that what this allocates is bounded by how
	 * many there are.
	 * @param bytes what {@link #encode} returned, or anything else
	 * @param labelled tells the names of families whose series get the label
	 * @param pool labels of inputs before
	 * @return the families, which may contain series twice if the bytes do
	 * @throws SnapshotFormatException if they are anything else
	 */
	static List<Family<?>> families(byte[] bytes, Predicate<String> labelled, LabelPool pool)
			throws SnapshotFormatException {
		try {
			SnapshotInput in = new SnapshotInput(bytes, 0, bytes.length, new LabelPool(Labels.EMPTY));
			int version = in.int8();
			if (version != VERSION) {
				throw new SnapshotFormatException("Version " + version + " is not known, only " + VERSION);
			}
			int length = in.size(1);
			int end = in.position() + length;
			List<FamilyHead<?>> heads = pool.heads(bytes, in.position(), end, labelled);
			return families(heads, new SnapshotInput(bytes, end, bytes.length, new LabelPool(Labels.EMPTY)));
		}
		catch (RuntimeException ex) {
			throw refused(ex);
		}
	}

	private static SnapshotFormatException refused(RuntimeException cause) {
		return new SnapshotFormatException("The bytes describe what no registry can hold: " + cause.getMessage(),
				cause);
	}

	private static List<Family<?>> families(List<FamilyHead<?>> heads, SnapshotInput values)
			throws SnapshotFormatException {
		List<Family<?>> families = new ArrayList<>(heads.size());
		for (FamilyHead<?> head : heads) {
			families.add(head.family(values));
		}
		values.end();
		return families;
	}

}
