package io.clusterboot.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Leadership}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeadershipTests {

	@Test
	void settleWhenNobodyIsReadyElectsNobody() {
		TestCluster cluster = TestCluster.startedWith(2);
		cluster.advance(Duration.ofSeconds(5));
		assertThat(cluster.leadership()).isEmpty();
	}

	@Test
	void settleWhenFirstIsReadyElectsIt(CapturedOutput output) {
		TestCluster cluster = TestCluster.startedWith(3);
		cluster.ready(2);
		assertThat(cluster.leadership()).containsExactly("Elected 2");
		assertThat(output).contains("Worker 1 (id 2, pid 4002) leads");
	}

	@Test
	void settleWhenLowerOrdinalGetsReadyKeepsTheLeader() {
		TestCluster cluster = TestCluster.startedWith(3);
		cluster.ready(2);
		cluster.ready(1);
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.leadership()).containsExactly("Elected 2");
	}

	@Test
	void settleWhenLeaderDiesElectsTheLowestReadyOrdinalAtOnce() {
		TestCluster cluster = TestCluster.readyWith(3);
		cluster.die(1);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Elected 2");
	}

	@Test
	void settleWhenLeaderDiesAndReturnsDoesNotElectTheReplacement() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		cluster.ready(3);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Elected 2");
		cluster.die(2);
		assertThat(cluster.leadership()).endsWith("Elected 3");
	}

	@Test
	void settleWhenOnlyWorkerDiesSaysThatNobodyLeads() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.die(1);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigned 1");
		cluster.advance(Duration.ofSeconds(1));
		cluster.ready(2);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigned 1", "Elected 2");
	}

	@Test
	void settleWhenLeaderIsAskedToLeaveWaitsUntilItHasReleased() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.leave(1);
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigning 1");
		cluster.releaseLeadership(1);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigning 1", "Elected 2");
		cluster.exit(1, 143);
		assertThat(cluster.leadership()).hasSize(3);
	}

	@Test
	void settleWhenLeaderLeavesWithoutReleaseWaitsForItsExit() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.leave(1);
		cluster.disconnect(1);
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigning 1");
		cluster.exit(1, 143);
		assertThat(cluster.leadership()).endsWith("Elected 2");
	}

	@Test
	void settleWhenAnotherWorkerLeavesChangesNothing() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.leave(2);
		cluster.exit(2, 143);
		assertThat(cluster.leadership()).containsExactly("Elected 1");
	}

	@Test
	void settleWhenLeaderHangsKeepsItUntilItIsKilledAndGone() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(40));
		assertThat(cluster.process(1).kills()).isOne();
		assertThat(cluster.leadership()).containsExactly("Elected 1");
		cluster.die(1);
		assertThat(cluster.leadership()).endsWith("Elected 2");
	}

	@Test
	void settleWhenLowestIsParkedElectsAnother() {
		TestCluster cluster = TestCluster.readyWith(3);
		cluster.silence(2);
		cluster.advance(Duration.ofSeconds(5));
		assertThat(cluster.worker(1).parked()).isTrue();
		cluster.die(1);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Elected 3");
	}

	@Test
	void settleWhenLowestClosedItsChannelElectsAnother() {
		TestCluster cluster = TestCluster.readyWith(3);
		cluster.disconnect(2);
		cluster.die(1);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Elected 3");
	}

	@Test
	void settleWhenClusterStopsElectsNobodyElse() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.stop();
		cluster.releaseLeadership(1);
		cluster.exit(1, 143);
		cluster.exit(2, 143);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigning 1", "Resigned 1");
	}

	@Test
	void releasedWhenNotAskedForMeansNothing() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.releaseLeadership(1);
		cluster.releaseLeadership(2);
		cluster.leave(1);
		cluster.releaseLeadership(2);
		assertThat(cluster.leadership()).containsExactly("Elected 1", "Resigning 1");
	}

}
