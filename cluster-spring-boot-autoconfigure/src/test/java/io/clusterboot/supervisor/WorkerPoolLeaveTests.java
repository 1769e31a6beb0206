package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the workers that a {@link WorkerPool} is asked to do without.
 */
class WorkerPoolLeaveTests {

	@Test
	void leaveAsksTheWorkerAndDoesNotReplaceIt() {
		TestCluster cluster = TestCluster.readyWith(3);
		cluster.leave(2);
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::terminations).containsExactly(0, 1, 0);
		assertThat(cluster.worker(1).state()).isEqualTo(WorkerState.STOPPING);
		cluster.exit(2, 143);
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.ordinals()).containsExactly(0, 2);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(2);
		assertThat(cluster.launcher().processes()).hasSize(3);
	}

	@Test
	void leaveWhenToBeKilledGivesNoTime() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.kill(1);
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::kills).containsExactly(1, 0);
		cluster.die(1);
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.ordinals()).containsExactly(1);
		assertThat(cluster.changes()).contains("Leaving 1");
	}

	@Test
	void leaveWhenItLeavesAlreadyKeepsTheDeadlineButMayKill() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2).shutdownTimeout(Duration.ofSeconds(10)));
		cluster.leave(1);
		cluster.advance(Duration.ofSeconds(5));
		cluster.leave(1);
		assertThat(cluster.process(1).terminations()).isEqualTo(1);
		cluster.kill(1);
		assertThat(cluster.process(1).kills()).isEqualTo(1);
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.process(1).kills()).isEqualTo(1);
	}

	@Test
	void leaveWhenSeveralAreLateKillsEachAtItsOwnDeadline() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(3).shutdownTimeout(Duration.ofSeconds(10)));
		cluster.leave(1);
		cluster.advance(Duration.ofSeconds(4));
		cluster.leave(2);
		cluster.advance(Duration.ofSeconds(6));
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::kills).containsExactly(1, 0, 0);
		cluster.advance(Duration.ofSeconds(4));
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::kills).containsExactly(1, 1, 0);
	}

	@Test
	void leaveWhenUnknownDoesNothing() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.leave(99);
		cluster.kill(0);
		assertThat(cluster.states()).containsExactly(WorkerState.READY);
		assertThat(cluster.process(1).terminations()).isZero();
	}

	@Test
	void leaveWhenTheProcessIsGoneDoesNotHitItsReplacement() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.die(1);
		cluster.leave(1);
		cluster.advance(Duration.ofSeconds(1));
		cluster.leave(1);
		assertThat(cluster.worker(0).identity().id()).isEqualTo(2);
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.STARTING);
	}

	@Test
	void leaveWhenItWasTheLastWorkerEndsTheCluster() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.leave(1);
		cluster.exit(1, 143);
		cluster.advance(Vacancy.GRACE);
		assertThat(cluster.events()).containsExactly("serves", "ready", "everybodyLeft");
	}

	@Test
	void leaveAllAsksAllAndCompletesWhenTheyAreGone() {
		TestCluster cluster = TestCluster.readyWith(2);
		CompletableFuture<Void> done = cluster.leaveAll();
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::terminations).containsExactly(1, 1);
		cluster.exit(1, 143);
		assertThat(done).isNotDone();
		cluster.exit(2, 143);
		assertThat(done).isCompleted();
		assertThat(cluster.pool().stopped()).isNotDone();
	}

	@Test
	void leaveAllWhenNobodyForksEndsTheClusterAfterAMoment() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.leaveAll();
		cluster.exit(1, 143);
		cluster.advance(Vacancy.GRACE.minusMillis(1));
		assertThat(cluster.events()).containsExactly("serves", "ready");
		cluster.advance(Duration.ofMillis(1));
		assertThat(cluster.events()).containsExactly("serves", "ready", "everybodyLeft");
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.events()).hasSize(3);
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> cluster.fork(Map.of()));
	}

	@Test
	void leaveAllWhenSomebodyForksInTimeGoesOn() {
		TestCluster cluster = TestCluster.readyWith(2);
		CompletableFuture<Void> done = cluster.leaveAll();
		cluster.exit(1, 143);
		cluster.exit(2, 143);
		assertThat(done).isCompleted();
		cluster.advance(Vacancy.GRACE.minusMillis(1));
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isZero();
		cluster.advance(Duration.ofMinutes(1));
		cluster.ready(3);
		assertThat(cluster.states()).containsExactly(WorkerState.READY);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void leaveAllWhenSomebodyScalesInTimeGoesOn() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.leaveAll();
		cluster.exit(1, 143);
		CompletableFuture<Void> done = cluster.scale(2);
		cluster.advance(Vacancy.GRACE.multipliedBy(2));
		cluster.readyAll();
		assertThat(done).isCompleted();
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void leaveAllWhenAnotherIsForkedMeanwhileDoesNotWaitForThat() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.leaveAll();
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isEqualTo(1);
		cluster.exit(1, 143);
		assertThat(done).isCompleted();
		assertThat(cluster.states()).containsExactly(WorkerState.STARTING);
	}

	@Test
	void leaveAllWhenStartingBackingOffOrNeverForkedLeavesNobody() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(3).parallelism(2));
		cluster.ready(1);
		cluster.die(1);
		CompletableFuture<Void> done = cluster.leaveAll();
		cluster.launcher().alive().forEach((process) -> cluster.exit(process.id(), 143));
		assertThat(done).isCompleted();
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.launcher().alive()).isEmpty();
		assertThat(cluster.events()).containsExactly("serves", "everybodyLeft");
	}

	@Test
	void leaveAllWhenAWorkerDoesNotLeaveKillsItAtTheDeadline() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).shutdownTimeout(Duration.ofSeconds(10)));
		CompletableFuture<Void> done = cluster.leaveAll();
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.process(1).kills()).isEqualTo(1);
		cluster.die(1);
		assertThat(done).isCompleted();
	}

	@Test
	void leaveAllWhenTheClusterIsStoppedMeanwhileCompletesBeforeTheStop() {
		TestCluster cluster = TestCluster.readyWith(2);
		CompletableFuture<Void> done = cluster.leaveAll();
		cluster.exit(1, 143);
		cluster.stop();
		assertThat(done).isNotDone();
		CompletableFuture<Boolean> goneFirst = cluster.pool().stopped().thenApply((nothing) -> done.isDone());
		cluster.exit(2, 143);
		assertThat(done).isCompleted();
		assertThat(goneFirst).isCompletedWithValue(true);
	}

	@Test
	void leaveAllWhenTheSupervisorIsClosedFails() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.leaveAll();
		cluster.stop();
		cluster.pool().close();
		assertThat(done).isCompletedExceptionally();
		assertThat(cluster.pool().stopped()).isCompletedExceptionally();
	}

	@Test
	void leaveAllWhenTheClusterEndsIsRefused() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.stop();
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(cluster::leaveAll);
	}

	@Test
	void crashWhenRestartsAreOffAndSomebodyForksInTimeGoesOn() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).restartDisabled());
		cluster.die(1);
		cluster.advance(Vacancy.GRACE.minusMillis(1));
		cluster.fork(Map.of());
		cluster.advance(Duration.ofMinutes(1));
		cluster.ready(2);
		assertThat(cluster.states()).containsExactly(WorkerState.READY);
		cluster.die(2);
		cluster.advance(Vacancy.GRACE.minusMillis(1));
		assertThat(cluster.events()).containsExactly("serves", "ready");
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.events()).last().isEqualTo("gaveUp: no worker is left, and restarts are off");
	}

}
