package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clusterboot.ClusterFigures;
import io.clusterboot.RestartReason;
import io.clusterboot.SlotFigures;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerLoad;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Tally}, in a pool.
 */
class TallyTests {

	@ParameterizedTest
	@CsvSource({ "1,, false, CRASH", "0,, false, CRASH", "139, SIGSEGV, false, CRASH", "134, SIGABRT, false, CRASH",
			"137, SIGKILL, false, KILLED", "143, SIGTERM, false, KILLED", "137, SIGKILL, true, OOM", "3,, true, OOM",
			"134, SIGABRT, true, OOM" })
	void restartAfterExitIsCountedByReason(int code, String signal, boolean outOfMemory, RestartReason reason) {
		TestCluster cluster = TestCluster.readyWith(2);
		exit(cluster, 1, new WorkerExit(code, signal, "", FakeProcess.EXIT_TIME, outOfMemory));
		assertThat(figures(cluster).restarts()).isEmpty();
		cluster.advance(Duration.ofSeconds(5));
		assertThat(figures(cluster).restarts()).isEqualTo(Map.of(reason, 1L));
		assertThat(slot(cluster, 0).restarts()).isOne();
		assertThat(slot(cluster, 1).restarts()).isZero();
	}

	@Test
	void restartWhenStartFailedSaysSo() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		cluster.exit(3, 1);
		cluster.advance(Duration.ofSeconds(5));
		assertThat(figures(cluster).restarts())
			.isEqualTo(Map.of(RestartReason.KILLED, 1L, RestartReason.START_FAILED, 1L));
		assertThat(slot(cluster, 0).restarts()).isEqualTo(2).isEqualTo(cluster.worker(0).restarts());
	}

	@Test
	void restartWhenHungOrNotReadyInTimeSaysSo() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2).startupTimeout(Duration.ofSeconds(20)));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(36));
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(figures(cluster).restarts()).isEqualTo(Map.of(RestartReason.HUNG, 1L));
		cluster.advance(Duration.ofSeconds(26));
		cluster.die(3);
		cluster.advance(Duration.ofSeconds(5));
		assertThat(figures(cluster).restarts())
			.isEqualTo(Map.of(RestartReason.HUNG, 1L, RestartReason.START_TIMEOUT, 1L));
	}

	@Test
	void restartWhenRecycledOrAskedForIsCountedOnceTheNewOneHasTakenOver() {
		TestCluster cluster = TestCluster
			.ready(TestSettings.workers(2).recycle(new RecycleSettings(null, 1000L, null)));
		cluster.report(2, requests(1000));
		assertThat(figures(cluster).restarts()).isEmpty();
		cluster.ready(3);
		assertThat(figures(cluster).restarts()).isEqualTo(Map.of(RestartReason.RECYCLE_REQUESTS, 1L));
		cluster.exit(2, 143);
		cluster.restart(0);
		cluster.ready(4);
		assertThat(figures(cluster).restarts())
			.isEqualTo(Map.of(RestartReason.RECYCLE_REQUESTS, 1L, RestartReason.REQUESTED, 1L));
		assertThat(slot(cluster, 0).restarts()).as("after unexpected exits").isZero();
	}

	@Test
	void restartWhenNewOneFailsIsNotCounted() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.restart(1);
		cluster.exit(3, 1);
		assertThat(figures(cluster).restarts()).isEmpty();
	}

	@Test
	void reloadsAreCountedByOutcomeAndAreNoRestarts() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.reload();
		cluster.ready(2);
		cluster.exit(1, 143);
		assertThat(figures(cluster).reloadsSucceeded()).isOne();
		cluster.reload();
		cluster.exit(3, 1);
		assertThat(figures(cluster).reloadsSucceeded()).isOne();
		assertThat(figures(cluster).reloadsFailed()).isOne();
		assertThat(figures(cluster).restarts()).isEmpty();
	}

	@Test
	void requestsOfASlotNeverFall() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.report(1, requests(70));
		assertThat(slot(cluster, 0).requests()).isEqualTo(70);
		cluster.die(1);
		assertThat(slot(cluster, 0).requests()).isEqualTo(70);
		cluster.advance(Duration.ofSeconds(1));
		cluster.report(3, requests(5));
		assertThat(slot(cluster, 0).requests()).isEqualTo(75);
		cluster.ready(3);
		cluster.silence(3);
		cluster.report(3, requests(6));
		cluster.restart(0);
		cluster.report(4, requests(1));
		assertThat(slot(cluster, 0).requests()).as("of both, while it is handed over").isEqualTo(77);
		assertThat(slot(cluster, 1).requests()).isZero();
	}

	@Test
	void countsOfASlotThatIsGoneAreThereWhenItComesBack() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(2);
		cluster.report(2, requests(70));
		cluster.scale(1);
		cluster.exit(2, 143);
		assertThat(figures(cluster).slots()).extracting(SlotFigures::ordinal).containsExactly(0);
		cluster.scale(2);
		cluster.ready(3);
		assertThat(slot(cluster, 1).requests()).isEqualTo(70);
		assertThat(slot(cluster, 1).startups()).isEqualTo(2);
	}

	@Test
	void startupTimeIsFromForkToReady() {
		TestCluster cluster = TestCluster.startedWith(1);
		assertThat(slot(cluster, 0)).isEqualTo(new SlotFigures(0, 0, 0, 0, Duration.ZERO, null));
		cluster.advance(Duration.ofSeconds(3));
		cluster.ready(1);
		assertThat(slot(cluster, 0))
			.isEqualTo(new SlotFigures(0, 0, 0, 1, Duration.ofSeconds(3), Duration.ofSeconds(3)));
		cluster.restart(0);
		cluster.advance(Duration.ofSeconds(2));
		cluster.ready(2);
		cluster.exit(1, 143);
		assertThat(slot(cluster, 0))
			.isEqualTo(new SlotFigures(0, 0, 0, 2, Duration.ofSeconds(5), Duration.ofSeconds(2)));
	}

	private ClusterFigures figures(TestCluster cluster) {
		return cluster.pool().figures();
	}

	private SlotFigures slot(TestCluster cluster, int ordinal) {
		SlotFigures slot = figures(cluster).slot(ordinal);
		assertThat(slot).isNotNull();
		return slot;
	}

	private void exit(TestCluster cluster, long id, WorkerExit exit) {
		cluster.pool().workerExited(id, exit, cluster.now());
		cluster.step();
	}

	private WorkerLoad requests(long total) {
		return new WorkerLoad(0, 0, 0, total, 0, 0, 0, 0, 0, 0);
	}

}
