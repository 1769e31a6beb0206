package io.clusterboot.metrics.prometheus;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.metrics.LedgerEntry;
import io.clusterboot.metrics.SnapshotLedger;
import io.clusterboot.metrics.SnapshotRecorder;

/**
 * The {@link SnapshotLedger} of scrapes.
 *
 * @since 0.1.0
 */
public final class ScrapeLedger {

	private static final String KIND = "prometheus";

	private static final int MAX_REPORTED = 1000;

	private static final Log logger = LogFactory.getLog(ScrapeLedger.class);

	/**
	 * Of the dead little changes from one scrape to the next.
	 */
	private final Map<Key, Decoded> decoded = new ConcurrentHashMap<>();

	private final Set<Key> reported = ConcurrentHashMap.newKeySet();

	private final SnapshotLedger ledger;

	private final ScrapeMerge merge;

	/**
	 * Create a new {@link ScrapeLedger} instance.
	 * @param directory the directory of this run, in which nobody else can write
	 * @param merge makes one snapshot of several
	 */
	public ScrapeLedger(Path directory, ScrapeMerge merge) {
		this.ledger = new SnapshotLedger(directory, KIND);
		this.merge = merge;
	}

	/**
	 * Return what records the snapshots of a process, encoded by {@link SnapshotCodec}.
	 * @param ordinal ordinal of the worker
	 * @param id id of the process
	 * @return the recorder
	 */
	public SnapshotRecorder recorder(int ordinal, long id) {
		return this.ledger.recorder(ordinal, id);
	}

	/**
	 * Return what is known of processes that did not answer. What cannot be read is left
	 * out, which is logged once.
	 * @param answeredIds ids of the processes that answered
	 * @return what is known
	 */
	public List<DepartedScrape> departed(Set<Long> answeredIds) {
		List<LedgerEntry> entries = this.ledger.departed(answeredIds);
		this.decoded.keySet().retainAll(entries.stream().map(Key::of).collect(Collectors.toSet()));
		return entries.stream().map(this::decode).flatMap(Optional::stream).toList();
	}

	private Optional<DepartedScrape> decode(LedgerEntry entry) {
		Key key = Key.of(entry);
		Decoded before = this.decoded.get(key);
		if (before != null && before.isOf(entry)) {
			return Optional.of(before.scrape());
		}
		try {
			DepartedScrape scrape = this.merge.read(entry);
			this.decoded.put(key, new Decoded(entry, scrape));
			return Optional.of(scrape);
		}
		catch (SnapshotFormatException ex) {
			if (this.reported.size() < MAX_REPORTED && this.reported.add(key)) {
				logger.warn("What worker " + entry.ordinal() + " (id " + entry.id() + ") counted is not in the scrape: "
						+ ex.getMessage());
			}
			return Optional.empty();
		}
	}

	/**
	 * Fold what the dead processes of a worker counted. To be called by each process that
	 * starts.
	 * @param ordinal ordinal of the worker
	 * @param liveIds ids of the processes that live, that of the caller included
	 */
	public void absorb(int ordinal, Set<Long> liveIds) {
		this.ledger.absorb(ordinal, liveIds, new BoundedFold(this.merge, ordinal));
	}

	private record Key(int ordinal, long id, boolean folded) {

		static Key of(LedgerEntry entry) {
			return new Key(entry.ordinal(), entry.id(), !entry.absorbed().isEmpty());
		}

	}

	private record Decoded(LedgerEntry entry, DepartedScrape scrape) {

		boolean isOf(LedgerEntry entry) {
			return this.entry.absorbed().equals(entry.absorbed())
					&& Arrays.equals(this.entry.snapshot(), entry.snapshot());
		}

	}

}
