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
 * large forgets series that none of the processes had that died since the last time,
 * those of the family first that has most of them. So none falls that was still counted.
 */
final class BoundedFold implements SnapshotFold {

	/**
	 * From how many bytes on series are forgotten. A timer without a histogram takes
	 * about 40, a counter 30, a timer with a histogram 110.
	 */
	private static final int MOST = 4 * 1024 * 1024;

	/**
	 * How many times as much may be kept while nothing proves that series are gone.
	 */
	private static final int MOST_UNPROVEN = 4;

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
		if (folded.length <= this.most) {
			return folded;
		}
		// The first is what was folded before.
		Map<Family.Key, Set<Labels>> known = known(
				oldestFirst.subList((oldestFirst.size() > 1) ? 1 : 0, oldestFirst.size()));
		List<Family<?>> families = families(folded);
		// Processes that ended while they started know little, and prove nothing.
		boolean proven = 2 * known.size() >= families.size() || folded.length > MOST_UNPROVEN * this.most;
		return proven ? forget(folded.length, families, known) : folded;
	}

	private Map<Family.Key, Set<Labels>> known(List<byte[]> processes) throws IOException {
		Map<Family.Key, Set<Labels>> known = new HashMap<>();
		for (byte[] process : processes) {
			families(process).forEach((family) -> family.points()
				.forEach((point) -> known.computeIfAbsent(family.key(), (key) -> new HashSet<>())
					.add(point.getLabels())));
		}
		return known;
	}

	private byte[] forget(int size, List<Family<?>> families, Map<Family.Key, Set<Labels>> known) {
		List<Stale> stale = families.stream()
			.map((family) -> Stale.of(family, known.getOrDefault(family.key(), Set.of())))
			.sorted(Comparator.comparing(Stale::size).reversed())
			.toList();
		report(stale.get(0), size);
		long series = families.stream().mapToLong((family) -> family.points().size()).sum();
		long left = size;
		// Half of it, so that this does not happen with each start.
		for (int i = 0; i < stale.size() && left > this.most / 2 && stale.get(i).size() > 0; i++) {
			stale.get(i).forget();
			left -= size * stale.get(i).size() / series;
		}
		return SnapshotCodec.encode(families.stream().filter((family) -> !family.points().isEmpty()).toList());
	}

	private List<Family<?>> families(byte[] bytes) throws SnapshotFormatException {
		return this.merge.read(new LedgerEntry(this.ordinal, 0, Set.of(), bytes)).families();
	}

	private void report(Stale stale, int size) {
		if (stale.size() > 0) {
			logger
				.warn(("What the former processes of worker %d counted takes %d bytes: %d series of '%s' are forgotten"
						+ " that its last processes did not have. Has it a label whose values come and go?")
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
