package io.clusterboot.metrics;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the last entry of two files that a process writes in turns, whatever it writes
 * meanwhile, and wherever it died.
 */
final class LedgerSlots {

	private static final int MAX_READS = 10;

	private LedgerSlots() {
	}

	/**
	 * Return the last entry.
	 * @param reader reads one of the files
	 * @return the entry, none older than the one that was last when this method was
	 * called; {@code null} if there is none
	 * @throws IOException if a file cannot be read
	 */
	static LedgerFormat.@Nullable Stored last(Reader reader) throws IOException {
		for (int i = 0; i < MAX_READS; i++) {
			LedgerFormat.Stored first = reader.read(0);
			LedgerFormat.Stored second = reader.read(1);
			// The second is being written, so the first was since it was read.
			LedgerFormat.Stored last = (second != null) ? later(first, second) : reader.read(0);
			if (last != null) {
				return last;
			}
		}
		return null;
	}

	private static LedgerFormat.Stored later(LedgerFormat.@Nullable Stored first, LedgerFormat.Stored second) {
		return (first != null && first.sequence() > second.sequence()) ? first : second;
	}

	/**
	 * Reads one of the files.
	 */
	@FunctionalInterface
	interface Reader {

		/**
		 * Read a file.
		 * @param slot which file
		 * @return what it holds, or {@code null} if it is not there or was not written to
		 * its end
		 * @throws IOException if it cannot be read
		 */
		LedgerFormat.@Nullable Stored read(int slot) throws IOException;

	}

}
