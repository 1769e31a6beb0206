package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for workers that are replaced although they are well.
 */
class WorkerPoolReplaceTests {

	@Test
	void restartStartsTheNewOneFirst() {
		TestCluster cluster = TestCluster.readyWith(2);
		CompletableFuture<Void> done = cluster.restart(1);
		assertThat(cluster.process(2).terminations()).isZero();
		cluster.ready(3);
		assertThat(cluster.process(2).terminations()).isOne();
		assertThat(done).isNotDone();
		cluster.exit(2, 143);
		assertThat(done).isCompleted();
		assertThat(cluster.worker(1).identity().generation()).isOne();
		assertThat(cluster.worker(1).lastExit()).extracting(WorkerExit::code).isEqualTo(143);
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.READY);
	}

	@Test
	void restartWhenNewOneFailsKeepsTheOldOne() {
		TestCluster cluster = TestCluster.readyWith(2);
		CompletableFuture<Void> done = cluster.restart(1);
		cluster.exit(3, 1);
		assertThat(done).isCompletedExceptionally();
		assertThat(cluster.process(2).terminations()).isZero();
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.READY);
	}

	@Test
	void restartOfASlotThatIsNotThereIsRefused() {
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> TestCluster.readyWith(2).restart(2))
			.withMessage("There is no worker 2");
	}

	@Test
	void recycleByLifetimeReplacesOneAtATimeWithAPause() {
		TestCluster cluster = recycling(new RecycleSettings(Duration.ofMinutes(10), null, null));
		cluster.advance(Duration.ofMinutes(9));
		assertThat(cluster.launcher().processes()).hasSize(2);
		cluster.advance(Duration.ofMinutes(2));
		assertThat(cluster.launcher().processes()).hasSize(3);
		cluster.ready(3);
		cluster.exit(1, 143);
		cluster.advance(Recycler.PAUSE.minusSeconds(1));
		assertThat(cluster.launcher().processes()).hasSize(3);
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.launcher().processes()).hasSize(4);
		assertThat(cluster.launcher().last().identity().ordinal()).isOne();
	}

	@Test
	void recycleByRequestsAndHeapTakesTheWorkerThatIsOver() {
		TestCluster cluster = recycling(new RecycleSettings(null, 1000L, 500L));
		cluster.report(2, new WorkerLoad(0, 0, 0, 1000, 0, 0, 0, 0, 0, 0));
		assertThat(cluster.launcher().last().identity().ordinal()).isOne();
		TestCluster leaking = recycling(new RecycleSettings(null, 1000L, 500L));
		leaking.report(1, new WorkerLoad(0, 0, 0, 10, 900, 1000, 501, 0, 0, 0));
		assertThat(leaking.launcher().last().identity().ordinal()).isZero();
		assertThat(leaking.launcher().processes()).hasSize(3);
	}

	@Test
	void recycleWhenReplacementFailsWaitsLonger() {
		TestCluster cluster = recycling(new RecycleSettings(Duration.ofMinutes(10), null, null));
		cluster.advance(Duration.ofMinutes(10));
		cluster.exit(3, 1);
		cluster.advance(Recycler.PAUSE_AFTER_FAILURE.minusSeconds(1));
		assertThat(cluster.launcher().processes()).hasSize(3);
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.launcher().processes()).hasSize(4);
	}

	@Test
	void recycleLeavesAParkedWorkerAlone() {
		TestCluster cluster = recycling(new RecycleSettings(Duration.ofMinutes(10), null, null));
		cluster.park(0, true);
		cluster.advance(Duration.ofMinutes(10));
		assertThat(cluster.launcher().last().identity().ordinal()).isOne();
	}

	@Test
	void recycleGivesWayToAReload() {
		TestCluster cluster = recycling(new RecycleSettings(Duration.ofMinutes(10), null, null));
		cluster.advance(Duration.ofMinutes(10));
		cluster.reload();
		assertThat(cluster.process(3).terminations()).isOne();
		assertThat(cluster.launcher().last().identity().generation()).isEqualTo(2);
	}

	@Test
	void parkTakesAWorkerOutUntilItIsResumed() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.park(0, true);
		assertThat(cluster.worker(0).parked()).isTrue();
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.worker(0).parked()).isTrue();
		cluster.park(0, false);
		assertThat(cluster.steering().weights()).containsOnlyKeys(1L, 2L);
	}

	@Test
	void parkOfTheLastOneThatServesIsRefused() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.park(0, true);
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> cluster.park(1, true))
			.withMessage("Worker 1 cannot be parked: no other one would serve");
	}

	@Test
	void parkWithoutSteeringIsRefused() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.steering().off();
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> cluster.park(1, true))
			.withMessageContaining("steering is off");
	}

	private TestCluster recycling(RecycleSettings recycle) {
		return TestCluster.ready(TestSettings.workers(2).recycle(recycle));
	}

}
