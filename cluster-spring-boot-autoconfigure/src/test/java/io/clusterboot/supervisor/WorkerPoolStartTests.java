package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the first start of the workers of a {@link WorkerPool}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerPoolStartTests {

	@Test
	void reconcileWhenNotStartedForksNobody() {
		TestCluster cluster = new TestCluster(TestSettings.workers(2));
		cluster.step();
		assertThat(cluster.launcher().processes()).isEmpty();
	}

	@Test
	void startWhenPilotForksWorkerZeroAlone() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(4).pilot());
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.launcher().processes()).extracting(FakeProcess::identity)
			.containsExactly(new WorkerIdentity(1, 0, 1));
		assertThat(cluster.states()).containsExactly(WorkerState.STARTING);
		assertThat(cluster.pool().desiredWorkers()).isEqualTo(4);
	}

	@Test
	void readyWhenPilotForksTheOthersWithinParallelism() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(4).pilot().parallelism(2));
		cluster.ready(1);
		assertThat(ids(cluster)).containsExactly(1L, 2L, 3L);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(ids(cluster)).hasSize(3);
		cluster.ready(3);
		assertThat(ids(cluster)).containsExactly(1L, 2L, 3L, 4L);
		assertThat(cluster.process(4).identity()).isEqualTo(new WorkerIdentity(4, 3, 1));
	}

	@Test
	void startWhenParallelForksAtMostParallelismAtATime() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(64).parallelism(8));
		for (int started = 8; started <= 64; started += 8) {
			assertThat(ids(cluster)).hasSize(started);
			LongStream.rangeClosed(started - 7, started).forEach(cluster::ready);
		}
		assertThat(cluster.states()).hasSize(64).containsOnly(WorkerState.READY);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void readyWhenPilotCrashedSinceStillStartsTheOthers() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(2).pilot().parallelism(1));
		cluster.pool().reports().ready(1, cluster.now());
		cluster.die(1);
		assertThat(cluster.states()).containsExactly(WorkerState.BACKING_OFF, WorkerState.STARTING);
	}

	@Test
	void readyWhenFirstServesAndWhenLastIsReadyTellsOnce() {
		TestCluster cluster = TestCluster.startedWith(2);
		cluster.ready(2);
		assertThat(cluster.events()).containsExactly("serves");
		cluster.ready(1);
		assertThat(cluster.events()).containsExactly("serves", "ready");
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		cluster.ready(3);
		assertThat(cluster.states()).containsOnly(WorkerState.READY);
		assertThat(cluster.events()).hasSize(2);
	}

	@Test
	void readyLogsHowLongItTook(CapturedOutput output) {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.advance(Duration.ofMillis(2310));
		cluster.ready(1);
		assertThat(output).contains("Worker 0 (id 1, pid 4001) ready in 2.31 s");
	}

	@Test
	void readyWhenSaidTwiceOrOfNobodyIsIgnored() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.ready(1);
		cluster.ready(1);
		cluster.ready(99);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void exitWhenPilotNeverServedFailsTheStartWithoutRestart() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(2).pilot());
		cluster.exit(1, 42);
		cluster.advance(Duration.ofMinutes(2));
		assertThat(cluster.events()).containsExactly("startFailed 0 code 42");
		assertThat(cluster.states()).containsExactly(WorkerState.FAILED);
		assertThat(cluster.launcher().processes()).hasSize(1);
		assertThat(cluster.worker(0).lastExit()).extracting("code").isEqualTo(42);
	}

	@Test
	void exitWhenParallelAndNobodyServedFailsTheStartOnce() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(3).parallelism(2));
		cluster.exit(2, 42);
		cluster.exit(1, 43);
		cluster.advance(Duration.ofMinutes(2));
		assertThat(cluster.events()).containsExactly("startFailed 1 code 42");
		assertThat(cluster.launcher().processes()).hasSize(2);
		assertThat(cluster.states()).containsOnly(WorkerState.FAILED);
	}

	@Test
	void exitWhenAnotherServedIsRetried() {
		TestCluster cluster = TestCluster.startedWith(2);
		cluster.ready(1);
		cluster.exit(2, 42);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.events()).containsExactly("serves");
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.STARTING);
	}

	@Test
	void forkWhenLauncherThrowsIsAFailedStart() {
		TestCluster cluster = new TestCluster(TestSettings.workers(2).pilot());
		cluster.launcher().failWith("no java here");
		cluster.pool().start();
		cluster.step();
		assertThat(cluster.events()).containsExactly("startFailed 0 code 1");
		assertThat(cluster.worker(0).lastExit()).satisfies((exit) -> {
			assertThat(exit.signal()).isNull();
			assertThat(exit.reason()).isEqualTo("could not be forked: no java here");
			assertThat(exit.time()).isEqualTo(TestCluster.WALL_TIME);
		});
		assertThat(cluster.worker(0).pid()).isZero();
	}

	@Test
	void forkWhenLauncherThrowsLaterIsRetriedWithANewId(CapturedOutput output) {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.launcher().failWith("out of memory");
		cluster.die(1);
		cluster.advance(Duration.ofMillis(250));
		assertThat(output)
			.contains("Worker 0 (id 3) exited with code 1 (could not be forked: out of memory); restart 2 in 400 ms");
		cluster.launcher().failWith(null);
		cluster.advance(Duration.ofMillis(500));
		assertThat(cluster.worker(0).identity()).isEqualTo(new WorkerIdentity(4, 0, 1));
		assertThat(cluster.worker(0).restarts()).isEqualTo(2);
	}

	@Test
	void forkWhenLauncherThrowsTellsNobodyOfAProcessButShowsWhy() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.launcher().failWith("out of memory");
		cluster.die(1);
		cluster.advance(Duration.ofMillis(250));
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.BACKING_OFF);
		assertThat(cluster.worker(0).lastExit().reason()).isEqualTo("could not be forked: out of memory");
		assertThat(cluster.changes()).endsWith("Exited 1");
		cluster.launcher().failWith(null);
		cluster.advance(Duration.ofMillis(500));
		assertThat(cluster.changes()).endsWith("Exited 1", "Forked 4");
	}

	@Test
	void startupTimeoutDumpsThenKillsAndCountsAsFailedStart() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(1).startupTimeout(Duration.ofSeconds(20)));
		cluster.advance(Duration.ofSeconds(20));
		assertThat(cluster.process(1).dumps()).isZero();
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.process(1).dumps()).isEqualTo(1);
		cluster.advance(Duration.ofSeconds(4));
		assertThat(cluster.process(1).kills()).isZero();
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.process(1).kills()).isEqualTo(1);
		assertThat(cluster.process(1).dumps()).isEqualTo(1);
		cluster.die(1);
		assertThat(cluster.events()).containsExactly("startFailed 0 code 137");
		assertThat(cluster.worker(0).lastExit()).satisfies((exit) -> {
			assertThat(exit.signal()).isEqualTo("SIGKILL");
			assertThat(exit.reason()).isEqualTo("not ready after 20.3 s");
			assertThat(exit.time()).isEqualTo(FakeProcess.EXIT_TIME);
		});
	}

	@Test
	void readyWhenStartupTimeoutIsOverIsIgnored() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(1).startupTimeout(Duration.ofSeconds(20)));
		cluster.advance(Duration.ofSeconds(21));
		cluster.ready(1);
		assertThat(cluster.states()).containsExactly(WorkerState.STARTING);
		assertThat(cluster.events()).isEmpty();
	}

	@Test
	void startupTimeoutWhenReadyInTimeDoesNothing() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(1).startupTimeout(Duration.ofSeconds(20)));
		cluster.ready(1);
		cluster.advance(Duration.ofSeconds(60));
		assertThat(cluster.process(1).dumps()).isZero();
	}

	@Test
	void startupTimeoutWhenWatchdogsAreOffDoesNothing() {
		TestCluster cluster = TestCluster
			.started(TestSettings.workers(1).startupTimeout(Duration.ofSeconds(20)).noWatchdogs());
		cluster.advance(Duration.ofMinutes(5));
		assertThat(cluster.process(1).dumps()).isZero();
		assertThat(cluster.process(1).kills()).isZero();
	}

	private List<Long> ids(TestCluster cluster) {
		return cluster.launcher().processes().stream().map(FakeProcess::id).toList();
	}

}
