package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for reloads.
 */
class WorkerPoolReloadTests {

	private final TestCluster cluster = TestCluster.readyWith(2);

	@Test
	void reloadWhenAllGoesWellReplacesOneAfterTheOther() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		assertThat(this.cluster.begun()).containsExactly("reload 1 RUNNING");
		assertThat(this.cluster.launcher().alive()).hasSize(3);
		assertThat(workers()).containsExactly("1/0 g1 READY", "3/0 g2 STARTING for 1", "2/1 g1 READY");
		this.cluster.ready(3);
		assertThat(workers()).containsExactly("1/0 g1 STOPPING", "3/0 g2 READY", "2/1 g1 READY");
		assertThat(this.cluster.launcher().processes()).hasSize(3);
		assertThat(this.cluster.launcher().request(3).workers()).isEqualTo(2);
		this.cluster.exit(1, 143);
		this.cluster.ready(4);
		this.cluster.exit(2, 143);
		assertThat(workers()).containsExactly("3/0 g2 READY", "4/1 g2 READY");
		assertThat(done.join().state()).isEqualTo(ReloadState.SUCCEEDED);
		assertThat(done.join().generation()).isEqualTo(2);
		assertThat(this.cluster.pool().generation()).isEqualTo(2);
		assertThat(this.cluster.pool().reload()).isEqualTo(done.join());
		assertThat(this.cluster.events()).contains("reload 1 SUCCEEDED");
		assertThat(this.cluster.generations().retained()).containsExactly(Set.of(2));
	}

	@Test
	void reloadWhenNewWorkerIsReadyStopsSteeringToTheOldOneBeforeItIsTold() {
		this.cluster.reload();
		this.cluster.steering().calls().clear();
		this.cluster.ready(3);
		assertThat(this.cluster.steering().calls()).containsExactly("join 3", "steer [1, 3, 2]", "steer [3, 2]");
		assertThat(this.cluster.process(1).terminations()).isOne();
	}

	@Test
	void reloadWhenNewWorkerEndsAfterItHasTakenOverFails() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.ready(3);
		this.cluster.die(3);
		assertThat(done.join().state()).isEqualTo(ReloadState.FAILED);
		assertThat(done.join().reason()).contains("Worker 0 (id 3, pid 4003) ended after it had taken over");
		this.cluster.exit(1, 143);
		this.cluster.advance(Duration.ofSeconds(5));
		assertThat(workers()).contains("2/1 g1 READY");
		assertThat(this.cluster.process(2).terminations()).isZero();
	}

	@Test
	void reloadWhenAnEarlierNewWorkerEndsFails() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.ready(3);
		this.cluster.exit(1, 143);
		this.cluster.die(3);
		this.cluster.ready(4);
		this.cluster.exit(2, 143);
		assertThat(done.join().state()).isEqualTo(ReloadState.FAILED);
	}

	@Test
	void reloadBeforeAnybodyServesIsRefused() {
		TestCluster starting = TestCluster.started(TestSettings.workers(1));
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(starting::reload);
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(() -> starting.restart(0));
	}

	@Test
	void reloadWhenNewWorkerTakesOverASlotWithoutProcessLeavesNoQueueBehind() {
		this.cluster.reload();
		this.cluster.die(1);
		this.cluster.ready(3);
		this.cluster.advance(TestSettings.REFUSE_AFTER);
		assertThat(this.cluster.steering().calls()).containsSubsequence("waits 1", "orphaned 1", "gone 1");
	}

	@Test
	void reloadWhenFirstReplacementFailsLeavesTheOthersAlone() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.exit(3, 1);
		assertThat(workers()).containsExactly("1/0 g1 READY", "2/1 g1 READY");
		assertThat(done.join().state()).isEqualTo(ReloadState.FAILED);
		assertThat(done.join().reason()).contains("Worker 0 (id 3, pid 4003) exited with code 1")
			.contains("APPLICATION FAILED TO START\nDescription: of worker 3");
		assertThat(this.cluster.pool().generation()).isOne();
		this.cluster.advance(Duration.ofSeconds(60));
		assertThat(this.cluster.launcher().processes()).hasSize(3);
		assertThat(this.cluster.generations().retained()).containsExactly(Set.of(1));
	}

	@Test
	void reloadWhenSecondReplacementFailsKeepsTheFirst() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.ready(3);
		this.cluster.exit(1, 143);
		this.cluster.exit(4, 1);
		assertThat(workers()).containsExactly("3/0 g2 READY", "2/1 g1 READY");
		assertThat(done.join().reason()).contains("1 of the workers had been replaced");
		assertThat(this.cluster.generations().retained()).containsExactly(Set.of(1, 2));
	}

	@Test
	void reloadAfterAFailedOneIsTheNextGenerationForAll() {
		this.cluster.reload();
		this.cluster.exit(3, 1);
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		assertThat(workers()).contains("4/0 g3 STARTING for 1");
		this.cluster.ready(4);
		this.cluster.exit(1, 143);
		this.cluster.ready(5);
		this.cluster.exit(2, 143);
		assertThat(done.join().id()).isEqualTo(2);
		assertThat(workers()).containsExactly("4/0 g3 READY", "5/1 g3 READY");
	}

	@Test
	void reloadWhenNewWorkerNeverGetsReadyFailsAfterTheTimeoutForItsStart() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.advance(Duration.ofMinutes(2).plusSeconds(6));
		assertThat(this.cluster.process(3).kills()).isOne();
		this.cluster.die(3);
		assertThat(done.join().reason()).contains("not ready after");
		assertThat(this.cluster.states()).containsExactly(WorkerState.READY, WorkerState.READY);
	}

	@Test
	void reloadWhenEachStepIsShortMayTakeLong() {
		CompletableFuture<Void> prepared = this.cluster.generations().hold();
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.advance(Duration.ofMinutes(2));
		prepared.complete(null);
		this.cluster.step();
		for (long id = 1; id <= 2; id++) {
			this.cluster.advance(Duration.ofSeconds(110));
			this.cluster.ready(id + 2);
			this.cluster.advance(Duration.ofSeconds(30));
			this.cluster.exit(id, 143);
		}
		assertThat(done.join().state()).isEqualTo(ReloadState.SUCCEEDED);
	}

	@Test
	void reloadWhenItTakesTooLongIsAbandoned() {
		CompletableFuture<Void> prepared = this.cluster.generations().hold();
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.advance(Duration.ofMinutes(5));
		assertThat(done.join().reason()).isEqualTo("one step took longer than 300.0 s");
		prepared.complete(null);
		this.cluster.advance(Duration.ofSeconds(1));
		assertThat(this.cluster.launcher().processes()).hasSize(2);
	}

	@Test
	void reloadWhenNothingCanBeRunStartsNothing() {
		this.cluster.generations().hold().completeExceptionally(new ClusterOperationException("app.jar is no jar"));
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		assertThat(done.join().state()).isEqualTo(ReloadState.FAILED);
		assertThat(done.join().reason()).isEqualTo("app.jar is no jar");
		assertThat(this.cluster.launcher().processes()).hasSize(2);
	}

	@Test
	void reloadWhileAnotherChangeIsUnderWayIsRefused() {
		CompletableFuture<ReloadStatus> first = this.cluster.reload();
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(this.cluster::reload)
			.withMessage("Reload 1 is under way");
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(() -> this.cluster.scale(3));
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(() -> this.cluster.restart(0));
		assertThat(first).isNotDone();
	}

	@Test
	void reloadWhileTheNumberOfWorkersChangesIsRefused() {
		this.cluster.scale(3);
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(this.cluster::reload);
	}

	@Test
	void reloadWhenWorkersAreStillBeingStartedIsRefused() {
		TestCluster starting = TestCluster.started(TestSettings.workers(2).pilot());
		assertThatExceptionOfType(ClusterConflictException.class).isThrownBy(starting::reload)
			.withMessage("The cluster is still being started");
	}

	@Test
	void reloadWhenOldWorkerCrashesMeanwhileGoesOn() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.die(1);
		this.cluster.ready(3);
		assertThat(workers()).contains("3/0 g2 READY");
		this.cluster.ready(4);
		this.cluster.exit(2, 143);
		assertThat(done.join().state()).isEqualTo(ReloadState.SUCCEEDED);
		assertThat(workers()).containsExactly("3/0 g2 READY", "4/1 g2 READY");
	}

	@Test
	void crashWhileReloadingRestartsTheSameGeneration() {
		this.cluster.reload();
		this.cluster.die(2);
		this.cluster.advance(Duration.ofMillis(500));
		assertThat(workers()).contains("4/1 g1 STARTING");
	}

	@Test
	void crashOfAReplacementThatFollowedAFailureRestartsTheOldGeneration() {
		this.cluster.reload();
		this.cluster.exit(3, 1);
		this.cluster.die(1);
		this.cluster.advance(Duration.ofMillis(500));
		assertThat(workers()).contains("4/0 g1 STARTING");
	}

	@Test
	void forkWhileReloadingIsReplacedToo() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.fork(Map.of());
		this.cluster.ready(4);
		this.cluster.ready(3);
		this.cluster.exit(1, 143);
		this.cluster.ready(5);
		this.cluster.exit(2, 143);
		assertThat(done).isNotDone();
		assertThat(workers()).contains("6/2 g2 STARTING for 4");
		this.cluster.ready(6);
		this.cluster.exit(4, 143);
		assertThat(done.join().state()).isEqualTo(ReloadState.SUCCEEDED);
	}

	@Test
	void reloadWhenAWorkerAskedReplacesItLastAndNeedNotSeeItGo() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload(1);
		assertThat(workers()).contains("3/1 g2 STARTING for 2");
		this.cluster.ready(3);
		this.cluster.exit(2, 143);
		this.cluster.ready(4);
		assertThat(workers()).contains("1/0 g1 STOPPING", "4/0 g2 READY");
		assertThat(done.join().state()).isEqualTo(ReloadState.SUCCEEDED);
	}

	@Test
	void stopWhileReloadingEndsBoth() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.stop();
		assertThat(done.join().reason()).isEqualTo("the cluster ends");
		assertThat(this.cluster.launcher().alive()).allMatch((process) -> process.terminations() == 1);
	}

	@Test
	void leaveOfTheWorkerThatIsReplacedIsForGood() {
		CompletableFuture<ReloadStatus> done = this.cluster.reload();
		this.cluster.leave(1);
		assertThat(this.cluster.process(3).terminations()).isOne();
		this.cluster.exit(3, 143);
		this.cluster.exit(1, 143);
		this.cluster.ready(4);
		this.cluster.exit(2, 143);
		assertThat(done.join().state()).isEqualTo(ReloadState.SUCCEEDED);
		assertThat(workers()).containsExactly("4/1 g2 READY");
	}

	@Test
	void desiredWorkersWhileReloadingAreTheSame() {
		this.cluster.reload();
		assertThat(this.cluster.pool().desiredWorkers()).isEqualTo(2);
		this.cluster.ready(3);
		assertThat(this.cluster.pool().desiredWorkers()).isEqualTo(2);
	}

	private List<String> workers() {
		return this.cluster.pool().workers(this.cluster.now()).stream().map(this::inShort).toList();
	}

	private String inShort(WorkerStatus worker) {
		String replaces = (worker.replaces() != null) ? " for " + worker.replaces() : "";
		return worker.identity().id() + "/" + worker.identity().ordinal() + " g" + worker.identity().generation() + " "
				+ worker.state() + replaces;
	}

}
