package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the forks that somebody asks a {@link WorkerPool} for.
 */
class WorkerPoolForkTests {

	@Test
	void forkReturnsTheNewWorkerThatStartsAtOnce() {
		TestCluster cluster = TestCluster.readyWith(2);
		assertThat(cluster.fork(Map.of()).worker()).isEqualTo(new WorkerIdentity(3, 2, 1));
		assertThat(cluster.fork(Map.of()).pid()).isEqualTo(4004);
		assertThat(cluster.ordinals()).containsExactly(0, 1, 2, 3);
		assertThat(cluster.worker(3).state()).isEqualTo(WorkerState.STARTING);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(4);
	}

	@Test
	void requestsTellHowManyWorkersThereShallBe() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.fork(Map.of());
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(List.of(1, 2, 3, 4)).extracting((id) -> cluster.launcher().request(id).workers())
			.containsExactly(2, 2, 3, 3);
	}

	@Test
	void forkWhenASlotFailedFillsIt() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(3).restartDisabled());
		cluster.die(2);
		assertThat(cluster.fork(Map.of()).worker()).isEqualTo(new WorkerIdentity(4, 1, 1));
		assertThat(cluster.fork(Map.of()).worker()).isEqualTo(new WorkerIdentity(5, 3, 1));
		assertThat(cluster.worker(1).restarts()).isZero();
	}

	@Test
	void forkWhenAnOrdinalIsFreeTakesTheLowest() {
		TestCluster cluster = TestCluster.readyWith(4);
		cluster.leave(2);
		cluster.leave(3);
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isEqualTo(4);
		cluster.exit(2, 143);
		cluster.exit(3, 143);
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isEqualTo(1);
		assertThat(cluster.ordinals()).containsExactly(0, 1, 3, 4);
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isEqualTo(2);
	}

	@Test
	void forkWhenASlotBacksOffLeavesThatToItsRestart() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isEqualTo(2);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.worker(0).identity().id()).isEqualTo(4);
	}

	@Test
	void forkWhenThePilotIsNotReadyDoesNotWaitForIt() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(2).pilot());
		cluster.fork(Map.of());
		assertThat(cluster.ordinals()).containsExactly(0, 2);
		cluster.ready(1);
		assertThat(cluster.ordinals()).containsExactly(0, 1, 2);
	}

	@Test
	void forkGivesTheEnvironmentToReplacementsToo() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.fork(Map.of("SHARD", "7"));
		assertThat(cluster.launcher().request(1).environment()).isEmpty();
		assertThat(cluster.launcher().request(2).environment()).containsExactly(Map.entry("SHARD", "7"));
		cluster.die(2);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.launcher().request(3).environment()).containsExactly(Map.entry("SHARD", "7"));
		assertThat(cluster.worker(1).identity().id()).isEqualTo(3);
	}

	@Test
	void forkWhenItFillsASlotReplacesTheEnvironment() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).restartDisabled());
		cluster.fork(Map.of("SHARD", "7"));
		cluster.die(2);
		cluster.fork(Map.of("COLOUR", "red"));
		assertThat(cluster.launcher().request(3).environment()).containsExactly(Map.entry("COLOUR", "red"));
	}

	@Test
	void forkWhenAWorkerLeftForgetsItsEnvironment() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.fork(Map.of("SHARD", "7"));
		cluster.leave(2);
		cluster.exit(2, 143);
		assertThat(cluster.fork(Map.of()).worker().ordinal()).isEqualTo(1);
		assertThat(cluster.launcher().request(3).environment()).isEmpty();
	}

	@Test
	void forkWhenNotStartedIsRefused() {
		TestCluster cluster = new TestCluster(TestSettings.workers(1));
		assertRefused(cluster);
		cluster.pool().start();
		cluster.step();
		assertThat(cluster.ordinals()).containsExactly(0);
	}

	@Test
	void forkWhenTheClusterEndsIsRefused() {
		TestCluster stopping = TestCluster.readyWith(1);
		stopping.stop();
		assertRefused(stopping);
		TestCluster failed = TestCluster.startedWith(1);
		failed.exit(1, 1);
		assertRefused(failed);
	}

	@Test
	void forkWhenTheProcessCannotBeForkedSaysWhyAndDoesNotTryAgain() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.launcher().failWith("no more processes");
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> cluster.fork(Map.of()))
			.withMessage("Worker 1 (id 2) could not be forked: no more processes");
		cluster.launcher().failWith(null);
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.launcher().processes()).hasSize(1);
		assertThat(cluster.ordinals()).containsExactly(0);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(1);
		assertThat(cluster.changes()).containsExactly("Forked 1", "Ready 1");
	}

	@Test
	void forkWhenAFailedSlotCannotBeFilledLeavesItAsItWas() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2).restartDisabled());
		cluster.exit(2, 7);
		cluster.launcher().failWith("no more processes");
		assertRefused(cluster);
		assertThat(cluster.worker(1).state()).isEqualTo(WorkerState.FAILED);
		assertThat(cluster.worker(1).lastExit().code()).isEqualTo(7);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(2);
		assertThat(cluster.changes()).endsWith("Exited 2");
	}

	@Test
	void forkWhenTheFirstProcessOfAllCannotBeForkedDoesNotEndTheCluster() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.launcher().failWith("no more processes");
		assertRefused(cluster);
		cluster.ready(1);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void forkWhenAVariableHasNoValueForksNobody() {
		TestCluster cluster = TestCluster.readyWith(1);
		Map<String, String> environment = new HashMap<>();
		environment.put("SHARD", null);
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> cluster.fork(environment));
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.launcher().processes()).hasSize(1);
	}

	private void assertRefused(TestCluster cluster) {
		assertThatExceptionOfType(ClusterOperationException.class).isThrownBy(() -> cluster.fork(Map.of()));
		cluster.step();
	}

}
