package io.clusterboot.metrics.prometheus;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.metrics.LedgerEntry;
import io.clusterboot.metrics.SnapshotFold;

/**
 * Folds what the dead processes of one worker counted, and keeps it from growing for ever
 * where series come and go: a label that names a process, or a user. What has grown too
 * large forgets series that the last process did not have, those of the family first that
 * has most of them. So none falls that the last process still counted.
 */
final class BoundedFold implements SnapshotFold {

	/**
	 * From how many bytes on series are forgotten. A timer without a histogram takes
	 * about 40, a counter 30, a timer with a histogram 110.
	 */
	private static final int MOST = 4 * 1024 * 1024;

	private static final Log logger = LogFactory.getLog(BoundedFold.class);

	private final ScrapeMerge merge;

	private final int ordinal;

	private final int most;

	BoundedFold(ScrapeMerge merge, int ordinal) {
		this(merge, ordinal, MOST);
	}

	BoundedFold(ScrapeMerge merge, int ordinal, int most) {
		this.merge = merge;
		this.ordinal = ordinal;
		this.most = most;
	}

	@Override
	public byte[] fold(List<byte[]> oldestFirst) throws IOException {
		byte[] folded = this.merge.fold(this.ordinal, oldestFirst);
		return (folded.length > this.most) ? forget(folded, oldestFirst.get(oldestFirst.size() - 1)) : folded;
	}

	private byte[] forget(byte[] folded, byte[] last) throws IOException {
		Map<Family.Key, Set<Labels>> known = new HashMap<>();
		families(last).forEach((family) -> family.points()
			.forEach((point) -> known.computeIfAbsent(family.key(), (key) -> new HashSet<>()).add(point.getLabels())));
		List<Family<?>> families = families(folded);
		List<Stale> stale = families.stream()
			.map((family) -> Stale.of(family, known.getOrDefault(family.key(), Set.of())))
			.sorted(Comparator.comparing(Stale::size).reversed())
			.toList();
		byte[] left = folded;
		report(stale.get(0), folded.length);
		// Half of it, so that this does not happen with each start.
		for (int i = 0; i < stale.size() && left.length > this.most / 2 && stale.get(i).size() > 0; i++) {
			stale.get(i).forget();
			left = SnapshotCodec.encode(families);
		}
		return left;
	}

	private List<Family<?>> families(byte[] bytes) throws SnapshotFormatException {
		return this.merge.read(new LedgerEntry(this.ordinal, 0, Set.of(), bytes)).families();
	}

	private void report(Stale stale, int size) {
		if (stale.size() > 0) {
			logger
				.warn(("What the former processes of worker %d counted takes %d bytes: %d series of '%s' are forgotten"
						+ " that its last process did not have. Has it a label whose values come and go?")
					.formatted(this.ordinal, size, stale.size(), stale.family().name()));
		}
	}

	/**
	 * What a family has of series that nobody counts any more.
	 *
	 * @param family the family
	 * @param labels the labels of those series
	 */
	private record Stale(Family<?> family, Set<Labels> labels) {

		static Stale of(Family<?> family, Set<Labels> known) {
			Set<Labels> labels = new HashSet<>();
			family.points().stream().map(DataPointSnapshot::getLabels).forEach(labels::add);
			labels.removeAll(known);
			return new Stale(family, labels);
		}

		int size() {
			return this.labels.size();
		}

		void forget() {
			this.family.points().removeIf((point) -> this.labels.contains(point.getLabels()));
		}

	}

}
