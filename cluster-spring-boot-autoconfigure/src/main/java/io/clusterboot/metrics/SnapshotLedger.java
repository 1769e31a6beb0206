package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers what processes counted when they are gone. Each keeps its last snapshot in a
 * directory before anybody sees it, so that what was once seen is known even after
 * {@code kill -9}. What a snapshot is, the ledger does not know.
 *
 * @since 0.1.0
 */
public final class SnapshotLedger {

	private static final int MAX_READS = 1000;

	private final AtomicReference<List<LedgerEntry>> last = new AtomicReference<>(List.of());

	private final LedgerFolder folder;

	/**
	 * Create a new {@link SnapshotLedger} instance.
	 * @param directory the directory of this run, in which nobody else can write
	 * @param kind kind of the snapshots, in small letters and digits; each kind has files
	 * of its own
	 */
	public SnapshotLedger(Path directory, String kind) {
		this.folder = new LedgerFolder(directory, kind);
	}

	/**
	 * Return what records the snapshots of a process. There must be only one for each.
	 * @param ordinal ordinal of the worker
	 * @param id id of the process, higher than those of all that were started before
	 * @return the recorder
	 */
	public SnapshotRecorder recorder(int ordinal, long id) {
		return new SnapshotRecorder(this.folder, new LedgerName(ordinal, id));
	}

	/**
	 * Return what is known of processes that do not live. An entry of several processes
	 * names them: one that lived when its snapshot was asked for may be among them now.
	 * @param liveIds ids of the processes to leave out
	 * @return an entry for each process, and one for all that were absorbed, of each
	 * worker; those of a worker oldest first
	 */
	public List<LedgerEntry> departed(Set<Long> liveIds) {
		for (int i = 0; i < MAX_READS; i++) {
			try {
				List<LedgerEntry> entries = read(liveIds);
				this.last.set(entries);
				return entries;
			}
			catch (NoSuchFileException ex) {
				// Absorbed meanwhile: what was read before belongs to another time.
			}
			catch (IOException ex) {
				this.folder.report("Could not read what processes counted that are gone: " + ex);
				break;
			}
		}
		// Nothing at all would have every counter fall.
		return this.last.get().stream().filter((entry) -> entry.isBase() || !liveIds.contains(entry.id())).toList();
	}

	private List<LedgerEntry> read(Set<Long> liveIds) throws IOException {
		Map<String, LedgerName> files = files(liveIds);
		List<LedgerEntry> entries = new ArrayList<>();
		Map<Integer, Set<Long>> absorbed = new HashMap<>();
		for (LedgerName name : new TreeSet<>(files.values())) {
			this.folder.read(name).ifPresent((entry) -> {
				entries.add(entry);
				absorbed.computeIfAbsent(entry.ordinal(), (key) -> new TreeSet<>()).addAll(entry.absorbed());
			});
		}
		// A directory that changes while it is listed may hide a file that was there.
		if (!files.equals(files(liveIds))) {
			throw new NoSuchFileException("another list");
		}
		entries.removeIf(
				(entry) -> !entry.isBase() && absorbed.getOrDefault(entry.ordinal(), Set.of()).contains(entry.id()));
		return List.copyOf(entries);
	}

	private Map<String, LedgerName> files(Set<Long> liveIds) throws IOException {
		Map<String, LedgerName> files = this.folder.files();
		files.values().removeIf((name) -> !name.isBase() && liveIds.contains(name.id()));
		return files;
	}

	/**
	 * Fold the snapshots of a worker's processes that do not live into one, so that there
	 * are not more files with each restart. Those that are younger than a process that
	 * lives wait for it: sums of floating-point numbers depend on the order. Does nothing
	 * while another process does it; whatever goes wrong is logged and done next time.
	 * @param ordinal ordinal of the worker
	 * @param liveIds ids of the processes that live, that of the caller included
	 * @param fold makes one snapshot of several
	 */
	public void absorb(int ordinal, Set<Long> liveIds, SnapshotFold fold) {
		try (LedgerLock lock = LedgerLock.tryLock(this.folder.lock(ordinal))) {
			if (lock.isHeld()) {
				new LedgerFolding(this.folder, ordinal, Set.copyOf(liveIds), fold).run();
			}
		}
		catch (IOException | RuntimeException ex) {
			this.folder.report("Could not fold what the processes of worker " + ordinal + " counted: " + ex);
		}
	}

}
