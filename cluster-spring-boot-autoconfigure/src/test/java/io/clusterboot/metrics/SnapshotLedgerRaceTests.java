package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SnapshotLedger} that is read while processes count and die.
 */
@Timeout(60)
class SnapshotLedgerRaceTests {

	@TempDir
	private Path directory;

	@RepeatedTest(4)
	void sumNeverFallsAndNothingCountsTwice(RepetitionInfo repetition) throws Exception {
		Random random = new Random(repetition.getCurrentRepetition());
		AtomicLong begun = new AtomicLong();
		AtomicLong recorded = new AtomicLong();
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService readers = Executors.newFixedThreadPool(2);
		try {
			Future<?> first = readers.submit(() -> readUntil(over, begun, recorded));
			Future<?> second = readers.submit(() -> readUntil(over, begun, recorded));
			liveAndDie(random, begun, recorded);
			over.set(true);
			first.get(20, TimeUnit.SECONDS);
			second.get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError("seed " + repetition.getCurrentRepetition(), ex);
		}
		finally {
			over.set(true);
			readers.shutdownNow();
		}
		assertThat(SnapshotLedgerTests.sum(ledger().departed(Set.of()))).isEqualTo(recorded.get());
	}

	private void liveAndDie(Random random, AtomicLong begun, AtomicLong recorded) throws IOException {
		for (long id = 1; id < 150; id++) {
			try (SnapshotRecorder recorder = ledger().recorder((int) (id % 2), id)) {
				long count = 0;
				for (int i = random.nextInt(8); i >= 0; i--) {
					int more = random.nextInt(100);
					begun.addAndGet(more);
					count += more;
					assertThat(recorder.record(SnapshotLedgerTests.bytes(count))).isTrue();
					recorded.addAndGet(more);
					if (random.nextInt(3) == 0) {
						ledger().absorb((int) (id % 2), Set.of(id), SnapshotLedgerTests.SUM);
					}
				}
			}
		}
	}

	private void readUntil(AtomicBoolean over, AtomicLong begun, AtomicLong recorded) {
		SnapshotLedger ledger = ledger();
		while (!over.get()) {
			long least = recorded.get();
			long sum = SnapshotLedgerTests.sum(ledger.departed(Set.of()));
			assertThat(sum).isBetween(least, begun.get());
		}
	}

	private SnapshotLedger ledger() {
		return new SnapshotLedger(this.directory, "count");
	}

}
