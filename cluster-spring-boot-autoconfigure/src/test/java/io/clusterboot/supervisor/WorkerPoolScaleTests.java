package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the scaling of a {@link WorkerPool}.
 */
class WorkerPoolScaleTests {

	@Test
	void scaleUpStartsAsManyAtOnceAsAllowedAndCompletesWhenAllAreReady() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).parallelism(2));
		CompletableFuture<Void> done = cluster.scale(4);
		assertThat(cluster.ordinals()).containsExactly(0, 1, 2);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(4);
		cluster.ready(2);
		assertThat(cluster.ordinals()).containsExactly(0, 1, 2, 3);
		cluster.ready(3);
		assertThat(done).isNotDone();
		cluster.ready(4);
		assertThat(done).isCompleted();
	}

	@Test
	void scaleUpWhenASlotFailedFillsItFirst() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(3).restartDisabled());
		cluster.die(2);
		CompletableFuture<Void> done = cluster.scale(4);
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.STARTING, WorkerState.READY,
				WorkerState.STARTING);
		cluster.readyAll();
		assertThat(done).isCompleted();
	}

	@Test
	void scaleUpWhenANewWorkerCrashesCompletesWithItsReplacement() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.scale(2);
		cluster.exit(2, 1);
		assertThat(done).isNotDone();
		cluster.advance(Duration.ofSeconds(1));
		cluster.ready(3);
		assertThat(done).isCompleted();
	}

	@Test
	void scaleUpWhenAnotherIsForkedMeanwhileWaitsForItsOwnWorkers() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.scale(3);
		cluster.fork(Map.of());
		cluster.ready(2);
		cluster.ready(4);
		assertThat(done).isNotDone();
		cluster.ready(3);
		assertThat(done).isCompleted();
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(4);
	}

	@Test
	void scaleUpWhenAnotherIsForkedAndOneOfItsOwnLeavesFails() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.scale(3);
		cluster.fork(Map.of());
		cluster.leave(3);
		assertFailed(done, "1 of 3 workers are ready, the others were asked to leave");
	}

	@Test
	void scaleUpWhenSlotsFailedStartsAsManyAtOnceAsAllowed() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(4).restartDisabled().parallelism(1));
		for (long id = 2; id <= 4; id++) {
			cluster.die(id);
		}
		CompletableFuture<Void> done = cluster.scale(5);
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.STARTING, WorkerState.FAILED,
				WorkerState.FAILED);
		for (long id = 5; id <= 8; id++) {
			assertThat(cluster.launcher().alive()).hasSize((int) id - 3);
			cluster.ready(id);
		}
		assertThat(done).isCompleted();
		assertThat(cluster.ordinals()).containsExactly(0, 1, 2, 3, 4);
	}

	@Test
	void scaleUpWhenOneLeavesTakesAnotherOrdinal() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.leave(1);
		CompletableFuture<Void> done = cluster.scale(2);
		assertThat(cluster.ordinals()).containsExactly(0, 1, 2);
		cluster.ready(3);
		assertThat(done).isCompleted();
		cluster.exit(1, 143);
		assertThat(cluster.ordinals()).containsExactly(1, 2);
	}

	@Test
	void scaleWhenThereAreSoManyAlreadyCompletes() {
		assertThat(TestCluster.readyWith(2).scale(2)).isCompleted();
	}

	@Test
	void scaleWhenAnotherIsUnderWayIsRefusedUntilThatIsDone() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> first = cluster.scale(2);
		assertRefused(() -> cluster.scale(3), "under way");
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(2);
		cluster.ready(2);
		assertThat(first).isCompleted();
		assertThat(cluster.scale(3)).isNotDone();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void scaleWhenNobodyWouldBeLeftIsRefused(int workers) {
		TestCluster cluster = TestCluster.readyWith(1);
		assertRefused(() -> cluster.scale(workers), workers + " workers are not possible");
	}

	@Test
	void scaleWhenTheClusterEndsIsRefused() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.stop();
		assertRefused(() -> cluster.scale(2), "ends");
	}

	@Test
	void scaleWhenNotReadyInTimeFailsAndTheNextIsPossible() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1)
			.noWatchdogs()
			.startupTimeout(Duration.ofSeconds(10))
			.shutdownTimeout(Duration.ofSeconds(5)));
		CompletableFuture<Void> done = cluster.scale(2);
		cluster.advance(Duration.ofSeconds(19));
		assertThat(done).isNotDone();
		cluster.advance(Duration.ofSeconds(1));
		assertFailed(done, "1 of 2 workers are ready, and the time is over");
		CompletableFuture<Void> next = cluster.scale(2);
		cluster.ready(2);
		assertThat(next).isCompleted();
	}

	@Test
	void stopWhenScalingFailsTheScaling() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.scale(2);
		cluster.stop();
		assertFailed(done, "The cluster ends");
		cluster.exit(1, 143);
		cluster.exit(2, 143);
		assertThat(cluster.pool().stopped()).isCompleted();
	}

	@Test
	void leaveWhenScalingUpFailsTheScaling() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> done = cluster.scale(2);
		cluster.leave(2);
		assertFailed(done, "1 of 2 workers are ready");
		assertThat(cluster.scale(1)).isCompleted();
	}

	@Test
	void leaveAllWhenScalingFailsTheScalingOnly() {
		TestCluster cluster = TestCluster.readyWith(1);
		CompletableFuture<Void> scaled = cluster.scale(2);
		CompletableFuture<Void> left = cluster.leaveAll();
		assertFailed(scaled, "0 of 2 workers are ready");
		cluster.exit(1, 143);
		cluster.exit(2, 143);
		assertThat(left).isCompleted();
	}

	@Test
	void crashWhenScalingAndRestartsAreOffFailsTheScaling() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).restartDisabled());
		CompletableFuture<Void> done = cluster.scale(2);
		cluster.exit(2, 1);
		assertFailed(done, "1 of 2 workers are ready");
	}

	private void assertRefused(ThrowingCallable call, String reason) {
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(call).withMessageContaining(reason);
	}

	private void assertFailed(CompletableFuture<Void> done, String reason) {
		assertThat(done).isCompletedExceptionally();
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> {
			throw done.handle((result, failure) -> failure).join();
		}).withMessageContaining(reason);
	}

}
