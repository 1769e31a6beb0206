package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a {@link WorkerPool} that is to have fewer workers.
 */
class WorkerPoolScaleDownTests {

	@Test
	void scaleDownTakesTheHighestOrdinalsAndCompletesWhenTheyAreGone() {
		TestCluster cluster = TestCluster.readyWith(4);
		CompletableFuture<Void> done = cluster.scale(2);
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::terminations).containsExactly(0, 0, 1, 1);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(2);
		cluster.exit(4, 143);
		assertThat(done).isNotDone();
		cluster.exit(3, 143);
		assertThat(done).isCompleted();
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.ordinals()).containsExactly(0, 1);
		assertThat(cluster.launcher().processes()).hasSize(4);
	}

	@Test
	void scaleDownWhenWorkersStartTakesThemToo() {
		TestCluster cluster = TestCluster.startedWith(3);
		cluster.ready(1);
		CompletableFuture<Void> done = cluster.scale(1);
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.STOPPING, WorkerState.STOPPING);
		cluster.exit(2, 143);
		cluster.exit(3, 143);
		assertThat(done).isCompleted();
	}

	@Test
	void scaleDownWhenSlotsWereNeverForkedForgetsThem() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(4).pilot());
		CompletableFuture<Void> done = cluster.scale(2);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(2);
		cluster.ready(1);
		cluster.ready(2);
		assertThat(done).isCompleted();
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.launcher().processes()).hasSize(2);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void scaleDownWhenAWorkerBacksOffEndsTheWait() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(2);
		assertThat(cluster.scale(1)).isCompleted();
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.launcher().processes()).hasSize(2);
		assertThat(cluster.ordinals()).containsExactly(0);
	}

	@Test
	void scaleDownWhenASlotFailedForgetsItBeforeAnyWorkerLeaves() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(3).restartDisabled());
		cluster.die(2);
		assertThat(cluster.scale(2)).isCompleted();
		assertThat(cluster.ordinals()).containsExactly(0, 2);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(2);
		assertThat(cluster.launcher().alive()).extracting(FakeProcess::terminations).containsExactly(0, 0);
	}

	@Test
	void scaleDownWhenTheOthersAreReadyMakesTheClusterReady() {
		TestCluster cluster = TestCluster.startedWith(2);
		cluster.ready(1);
		cluster.scale(1);
		assertThat(cluster.events()).containsExactly("serves");
		cluster.exit(2, 143);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void scaleDownWhenAWorkerDoesNotLeaveKillsItAtItsDeadline() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(3).shutdownTimeout(Duration.ofSeconds(10)));
		CompletableFuture<Void> done = cluster.scale(1);
		cluster.exit(2, 143);
		cluster.advance(Duration.ofMillis(9900));
		assertThat(cluster.process(3).kills()).isZero();
		cluster.advance(Duration.ofMillis(100));
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::kills).containsExactly(0, 0, 1);
		assertThat(done).isNotDone();
		cluster.die(3);
		assertThat(done).isCompleted();
	}

}
