package io.clusterboot.metrics.prometheus;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that nothing that accumulates ever falls, whoever answers, dies or is replaced.
 */
@Tag("once")
class ScrapePropertyTests {

	@TempDir
	private Path directory;

	@RepeatedTest(25)
	@Timeout(60)
	void nothingEverFalls(RepetitionInfo repetition) {
		int seed = repetition.getCurrentRepetition();
		SimulatedCluster cluster = new SimulatedCluster(new Random(seed), this.directory);
		for (int step = 0; step < 120; step++) {
			try {
				cluster.step();
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError("seed " + seed + ", step " + step, ex);
			}
		}
	}

}
