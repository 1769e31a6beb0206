package io.clusterboot.metrics;

import java.util.Set;

/**
 * The last snapshot of a process that is gone, or one into which those of several were
 * folded.
 *
 * @param ordinal ordinal of the worker that it was
 * @param id id of the process, or of the last one of several
 * @param absorbed ids of the processes that were folded, or none
 * @param snapshot the snapshot
 * @since 0.1.0
 */
public record LedgerEntry(int ordinal, long id, Set<Long> absorbed, byte[] snapshot) {

	/**
	 * Create a new {@link LedgerEntry} instance.
	 * @param ordinal ordinal of the worker that it was
	 * @param id id of the process, or of the last one of several
	 * @param absorbed ids of the processes that were folded, or none
	 * @param snapshot the snapshot
	 */
	public LedgerEntry {
		absorbed = Set.copyOf(absorbed);
	}

	boolean isBase() {
		return !this.absorbed.isEmpty();
	}

}
