package io.clusterboot.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Folds the entries of one worker's dead processes into its base. The base names whom it
 * absorbed, so that between its writing and the deletion of their files nobody counts
 * them twice.
 */
final class LedgerFolding {

	/**
	 * How many processes a base names: more than can still have a file, or have answered
	 * a scrape that is not over.
	 */
	static final int MAX_ABSORBED = 1024;

	private final LedgerFolder folder;

	private final int ordinal;

	private final Set<Long> liveIds;

	private final SnapshotFold fold;

	LedgerFolding(LedgerFolder folder, int ordinal, Set<Long> liveIds, SnapshotFold fold) {
		this.folder = folder;
		this.ordinal = ordinal;
		this.liveIds = liveIds;
		this.fold = fold;
	}

	void run() throws IOException {
		Set<LedgerName> names = this.folder.files()
			.values()
			.stream()
			.filter((name) -> name.ordinal() == this.ordinal)
			.collect(Collectors.toCollection(TreeSet::new));
		TreeSet<Long> absorbed = new TreeSet<>();
		List<byte[]> snapshots = new ArrayList<>();
		if (names.contains(LedgerName.base(this.ordinal))) {
			this.folder.read(LedgerName.base(this.ordinal)).ifPresent((base) -> {
				absorbed.addAll(base.absorbed());
				snapshots.add(base.snapshot());
			});
		}
		List<LedgerName> departed = departed(names, absorbed);
		for (LedgerName name : departed) {
			Optional<LedgerEntry> entry = this.folder.read(name);
			entry.ifPresent((one) -> snapshots.add(one.snapshot()));
			absorbed.add(name.id());
		}
		if (!departed.isEmpty() && !snapshots.isEmpty()) {
			write(absorbed, this.fold.fold(snapshots));
		}
		deleteAbsorbed(names, absorbed);
	}

	private List<LedgerName> departed(Set<LedgerName> names, Set<Long> absorbed) {
		return names.stream()
			.filter((name) -> !name.isBase() && !absorbed.contains(name.id()))
			.takeWhile((name) -> !this.liveIds.contains(name.id()))
			.toList();
	}

	private void write(TreeSet<Long> absorbed, byte[] snapshot) throws IOException {
		Set<Long> named = absorbed.descendingSet().stream().limit(MAX_ABSORBED).collect(Collectors.toSet());
		this.folder.writeBase(new LedgerEntry(this.ordinal, absorbed.last(), named, snapshot));
	}

	private void deleteAbsorbed(Set<LedgerName> names, Set<Long> absorbed) {
		for (LedgerName name : names) {
			if (!name.isBase() && !this.liveIds.contains(name.id()) && absorbed.contains(name.id())) {
				this.folder.delete(name);
			}
		}
	}

}
