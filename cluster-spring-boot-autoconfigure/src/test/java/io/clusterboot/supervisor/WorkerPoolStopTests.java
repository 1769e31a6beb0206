package io.clusterboot.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the stop of a {@link WorkerPool}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerPoolStopTests {

	@Test
	void stopAsksAllAtOnceAndCompletesWhenAllAreGone(CapturedOutput output) {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.stop();
		cluster.stop();
		assertThat(cluster.begun()).containsExactly("stop");
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::terminations).containsExactly(1, 1);
		assertThat(cluster.states()).containsOnly(WorkerState.STOPPING);
		cluster.process(1).exit(143, "SIGTERM", "SIGTERM");
		cluster.step();
		assertThat(cluster.pool().stopped()).isNotDone();
		cluster.process(2).exit(143, "SIGTERM", "SIGTERM");
		cluster.step();
		assertThat(cluster.pool().stopped()).isCompleted();
		assertThat(cluster.states()).containsOnly(WorkerState.STOPPED);
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::kills).containsOnly(0);
		assertThat(output).contains("Worker 0 (id 1, pid 4001) exited with SIGTERM\n");
	}

	@Test
	void stopWhenStartingAsksAndForksNoMore() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(3).pilot());
		cluster.stop();
		assertThat(cluster.states()).containsExactly(WorkerState.STOPPING);
		cluster.ready(1);
		cluster.exit(1, 143);
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.pool().stopped()).isCompleted();
		assertThat(cluster.launcher().processes()).hasSize(1);
		assertThat(cluster.events()).isEmpty();
	}

	@Test
	void stopWhenBackingOffEndsTheWait() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.die(1);
		cluster.stop();
		assertThat(cluster.pool().stopped()).isCompleted();
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.states()).containsExactly(WorkerState.STOPPED);
		assertThat(cluster.launcher().processes()).hasSize(1);
		assertThat(cluster.worker(0).restarts()).isZero();
	}

	@Test
	void stopWhenNeverStartedCompletesAndForksNobody() {
		TestCluster cluster = new TestCluster(TestSettings.workers(2));
		cluster.stop();
		cluster.pool().start();
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.pool().stopped()).isCompleted();
		assertThat(cluster.launcher().processes()).isEmpty();
	}

	@Test
	void stopWhenStartFailedCompletes() {
		TestCluster cluster = TestCluster.startedWith(2);
		cluster.exit(1, 42);
		cluster.stop();
		assertThat(cluster.states()).containsExactly(WorkerState.FAILED, WorkerState.STOPPING);
		cluster.exit(2, 143);
		assertThat(cluster.pool().stopped()).isCompleted();
	}

	@Test
	void stopWhenDeadlinePassesKillsWhatIsLeftOnce(CapturedOutput output) {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2).shutdownTimeout(Duration.ofSeconds(10)));
		cluster.stop();
		cluster.exit(1, 143);
		cluster.advance(Duration.ofMillis(9900));
		assertThat(cluster.process(2).kills()).isZero();
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.process(2).kills()).isEqualTo(1);
		assertThat(cluster.process(1).kills()).isZero();
		assertThat(output).contains("Worker 1 (id 2, pid 4002) did not stop within 10.0 s; SIGKILL");
		cluster.die(2);
		assertThat(cluster.pool().stopped()).isCompleted();
	}

	@Test
	void stopWhenCalledAgainKeepsTheDeadlineAndAsksNoMore() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).shutdownTimeout(Duration.ofSeconds(10)));
		cluster.stop();
		cluster.advance(Duration.ofSeconds(9));
		cluster.stop();
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.process(1).terminations()).isEqualTo(1);
		assertThat(cluster.process(1).kills()).isEqualTo(1);
	}

	@Test
	void stopWhenWorkerHangsDoesNotWaitForTheDeadline() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(31));
		cluster.stop();
		cluster.advance(Duration.ofSeconds(5));
		assertThat(cluster.process(1).kills()).isEqualTo(1);
		assertThat(cluster.process(2).kills()).isZero();
	}

}
