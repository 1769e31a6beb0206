package io.clusterboot.metrics;

import java.util.Comparator;

/**
 * What the name of a file says: whose snapshot it holds.
 *
 * @param ordinal ordinal of the worker
 * @param id id of the process, or {@link #BASE}
 */
record LedgerName(int ordinal, long id) implements Comparable<LedgerName> {

	/**
	 * Stands for all processes that were folded into one: older than any that was not.
	 */
	static final long BASE = -1;

	private static final Comparator<LedgerName> ORDER = Comparator.comparingInt(LedgerName::ordinal)
		.thenComparingLong(LedgerName::id);

	static LedgerName base(int ordinal) {
		return new LedgerName(ordinal, BASE);
	}

	boolean isBase() {
		return this.id == BASE;
	}

	@Override
	public int compareTo(LedgerName other) {
		return ORDER.compare(this, other);
	}

}
