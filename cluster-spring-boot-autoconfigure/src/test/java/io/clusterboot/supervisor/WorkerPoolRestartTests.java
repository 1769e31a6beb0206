package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the restarts of a {@link WorkerPool}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerPoolRestartTests {

	@Test
	void exitWhenReadyBacksOffThenStartsANewProcessInTheSlot(CapturedOutput output) {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		assertThat(cluster.states()).containsExactly(WorkerState.BACKING_OFF, WorkerState.READY);
		assertThat(cluster.worker(0).restarts()).isZero();
		assertThat(output).contains("Worker 0 (id 1, pid 4001) exited with SIGKILL; restart 1 in 200 ms");
		cluster.advance(Duration.ofMillis(199));
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.BACKING_OFF);
		cluster.advance(Duration.ofMillis(1));
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.STARTING);
		assertThat(cluster.worker(0).identity()).isEqualTo(new WorkerIdentity(3, 0, 1));
		assertThat(cluster.worker(0).restarts()).isEqualTo(1);
		assertThat(cluster.worker(1).restarts()).isZero();
		assertThat(cluster.worker(0).lastExit()).extracting("signal").isEqualTo("SIGKILL");
	}

	@Test
	void exitWhenByCodeLogsTheCode(CapturedOutput output) {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.exit(1, 3);
		assertThat(output).contains("Worker 0 (id 1, pid 4001) exited with code 3; restart 1 in 200 ms");
	}

	@Test
	void nextDueWhenBackingOffIsTheMomentOfTheRestart() {
		TestCluster cluster = TestCluster.readyWith(2);
		assertThat(cluster.pool().nextDue(cluster.now().plusSeconds(1))).isEqualTo(cluster.now().plusSeconds(1));
		cluster.die(1);
		assertThat(cluster.pool().nextDue(cluster.now().plusSeconds(1))).isEqualTo(cluster.now().plusMillis(200));
	}

	@Test
	void exitWhenFailingAgainDoublesTheDelay() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		for (int delay : List.of(200, 400, 800, 1600)) {
			assertThat(untilRestart(cluster)).isEqualTo(Duration.ofMillis(delay));
			cluster.advance(Duration.ofMillis(delay));
			cluster.exit(cluster.launcher().last().id(), 1);
		}
	}

	@Test
	void exitWhenReadyForThirtySecondsStartsTheCountAfresh() {
		TestCluster cluster = TestCluster.readyWith(2);
		crash(cluster, 3);
		long id = restart(cluster);
		cluster.ready(id);
		cluster.advance(Duration.ofSeconds(30));
		cluster.die(id);
		assertThat(untilRestart(cluster)).isEqualTo(Duration.ofMillis(200));
	}

	@Test
	void exitWhenReadyForLessThanThirtySecondsCountsOn() {
		TestCluster cluster = TestCluster.readyWith(2);
		crash(cluster, 3);
		long id = restart(cluster);
		cluster.ready(id);
		cluster.advance(Duration.ofMillis(29_900));
		cluster.die(id);
		assertThat(untilRestart(cluster)).isEqualTo(Duration.ofMillis(1600));
	}

	@ParameterizedTest
	@ValueSource(ints = { 130, 143 })
	void exitWhenInterruptedWaitsASecondForThePrimarysOwnStop(int code) {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.exit(1, code);
		assertThat(untilRestart(cluster)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void exitWhenInterruptedAndDelayIsLongerKeepsTheDelay() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).initialBackoff(Duration.ofSeconds(3)));
		cluster.exit(1, 143);
		assertThat(untilRestart(cluster)).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void exitWhenManyAtOnceRestartsAllWithoutThrottle() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(64).parallelism(64));
		cluster.readyAll();
		cluster.launcher().alive().forEach(FakeProcess::die);
		cluster.step();
		assertThat(cluster.states()).containsOnly(WorkerState.BACKING_OFF);
		cluster.advance(Duration.ofMillis(250));
		assertThat(cluster.states()).hasSize(64).containsOnly(WorkerState.STARTING);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void restartsWhenManyAreDueBeginAFewAtATime() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(3).parallelism(1));
		for (long id = 1; id <= 3; id++) {
			cluster.ready(id);
		}
		cluster.launcher().alive().forEach(FakeProcess::die);
		cluster.step();
		cluster.advance(Duration.ofMillis(250));
		assertThat(cluster.states()).containsExactly(WorkerState.STARTING, WorkerState.BACKING_OFF,
				WorkerState.BACKING_OFF);
		cluster.ready(4);
		cluster.advance(Duration.ofMillis(250));
		assertThat(cluster.states()).containsExactly(WorkerState.READY, WorkerState.STARTING, WorkerState.BACKING_OFF);
	}

	@Test
	void exitWhenOfAPreviousProcessIsIgnored() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		cluster.advance(Duration.ofMillis(250));
		cluster.pool().workerExited(1, cluster.worker(0).lastExit(), cluster.now());
		cluster.pool().reports().ready(1, cluster.now());
		cluster.speak(1);
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.STARTING);
		assertThat(cluster.worker(0).heartbeatAge()).isNull();
		assertThat(cluster.worker(0).identity().id()).isEqualTo(3);
	}

	@Test
	void exitWhenLimitIsSpentAndOthersServeRetriesAtTheSlowestPace(CapturedOutput output) {
		TestCluster cluster = TestCluster.readyWith(2);
		crash(cluster, 5);
		assertThat(untilRestart(cluster)).isEqualTo(Duration.ofMillis(3200));
		assertThat(output).doesNotContain("needed more than");
		cluster.exit(restart(cluster), 1);
		for (int i = 0; i < 5; i++) {
			assertThat(untilRestart(cluster)).isEqualTo(Duration.ofSeconds(30));
			cluster.exit(restart(cluster), 1);
		}
		assertThat(cluster.states()).containsExactly(WorkerState.BACKING_OFF, WorkerState.READY);
		assertThat(output.toString().split("Worker 0 needed more than 5 restarts within 60.0 s", -1)).hasSize(2);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void exitWhenLimitWasSpentButSlotIsStableAgainRestartsSoon() {
		TestCluster cluster = TestCluster.readyWith(2);
		crash(cluster, 6);
		long id = restart(cluster);
		cluster.ready(id);
		cluster.advance(Duration.ofSeconds(30));
		cluster.die(id);
		assertThat(untilRestart(cluster)).isEqualTo(Duration.ofMillis(200));
	}

	@Test
	void exitWhenLimitIsSpentAndNobodyServesGivesUp() {
		TestCluster cluster = TestCluster.readyWith(1);
		crash(cluster, 5);
		assertThat(cluster.events()).containsExactly("serves", "ready");
		cluster.exit(restart(cluster), 3);
		assertThat(cluster.events()).last()
			.isEqualTo("gaveUp: no worker serves, and a worker needed more than 5 restarts within 60.0 s; "
					+ "the last one to go, worker 0, exited with code 3");
		assertThat(cluster.states()).containsExactly(WorkerState.FAILED);
		cluster.advance(Duration.ofMinutes(2));
		assertThat(cluster.launcher().processes()).hasSize(6);
		assertThat(cluster.events()).hasSize(3);
	}

	@Test
	void exitWhenRestartsSpreadBeyondThePeriodDoesNotGiveUp() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).restartPeriod(Duration.ofSeconds(2)));
		crash(cluster, 12);
		assertThat(cluster.events()).containsExactly("serves", "ready");
	}

	@Test
	void exitWhenAllKeepFailingGivesUpAndFailsEverySlot() {
		TestCluster cluster = TestCluster.readyWith(4);
		for (int i = 0; i < 400 && cluster.events().size() < 3; i++) {
			cluster.launcher().alive().forEach((process) -> process.exit(1));
			cluster.advance(Duration.ofMillis(250));
		}
		assertThat(cluster.events()).hasSize(3).last().asString().startsWith("gaveUp: ");
		assertThat(cluster.states()).hasSize(4).containsOnly(WorkerState.FAILED);
	}

	@Test
	void exitWhenTheLastOneServingReturnsForTheFirstTimeWaitsForIt() {
		TestCluster cluster = TestCluster.readyWith(2);
		crash(cluster, 6);
		cluster.die(2);
		assertThat(cluster.events()).hasSize(2);
		long id = restart(cluster);
		assertThat(cluster.worker(1).identity().id()).isEqualTo(id);
		cluster.exit(id, 1);
		assertThat(cluster.events()).last().asString().startsWith("gaveUp: ");
	}

	@Test
	void exitWhenRestartsAreOffFailsTheSlot() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2).restartDisabled());
		cluster.die(1);
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.states()).containsExactly(WorkerState.FAILED, WorkerState.READY);
		assertThat(cluster.events()).hasSize(2);
		cluster.die(2);
		cluster.advance(Vacancy.GRACE.minusMillis(1));
		assertThat(cluster.events()).hasSize(2);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.events()).last().isEqualTo("gaveUp: no worker is left, and restarts are off");
	}

	private void crash(TestCluster cluster, int times) {
		cluster.die(1);
		for (int i = 1; i < times; i++) {
			cluster.exit(restart(cluster), 1);
		}
	}

	private long restart(TestCluster cluster) {
		int before = cluster.launcher().processes().size();
		cluster.advance(untilRestart(cluster));
		assertThat(cluster.launcher().processes()).hasSize(before + 1);
		return cluster.launcher().last().id();
	}

	private Duration untilRestart(TestCluster cluster) {
		return Duration.between(cluster.now(), cluster.pool().nextDue(cluster.now().plusSeconds(3600)));
	}

}
