package io.clusterboot.metrics;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerSlots}.
 */
class LedgerSlotsTests {

	private static final int ENTRIES = 6;

	/**
	 * Each write has a moment in which it has begun and one in which it is complete. A
	 * process that dies stays at one of them for ever: so do the reads after the last
	 * that has a moment of its own.
	 */
	private static final int MOMENTS = 2 * ENTRIES;

	@Test
	void lastWhenTheProcessWritesOrDiesIsNeverOlderThanWhatWasSeen() throws IOException {
		for (int first = 0; first < MOMENTS; first++) {
			for (int second = first; second < MOMENTS; second++) {
				for (int third = second; third < MOMENTS; third++) {
					for (int fourth = third; fourth < MOMENTS; fourth++) {
						assertLast(first, second, third, fourth);
					}
				}
			}
		}
	}

	private static void assertLast(int... moments) throws IOException {
		Process process = new Process(moments);
		LedgerFormat.Stored last = LedgerSlots.last(process);
		long seen = (moments[0] + 1) / 2 - 1;
		assertThat((last != null) ? last.sequence() : -1).as("read at %s", Arrays.toString(moments))
			.isGreaterThanOrEqualTo(seen);
	}

	/**
	 * A process whose entries are read at certain moments.
	 */
	private static final class Process implements LedgerSlots.Reader {

		private final int[] moments;

		private int reads;

		Process(int... moments) {
			this.moments = moments;
		}

		@Override
		public LedgerFormat.@Nullable Stored read(int slot) {
			int moment = this.moments[Math.min(this.reads++, this.moments.length - 1)];
			int begun = moment / 2;
			boolean torn = moment % 2 == 0;
			if (begun % 2 == slot) {
				return (torn) ? null : stored(begun);
			}
			return (begun > 0) ? stored(begun - 1) : null;
		}

		private static LedgerFormat.Stored stored(long sequence) {
			return new LedgerFormat.Stored(new LedgerEntry(0, 1, Set.of(), new byte[0]), sequence);
		}

	}

}
