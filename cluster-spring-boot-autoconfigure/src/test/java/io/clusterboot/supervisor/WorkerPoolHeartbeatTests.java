package io.clusterboot.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the heartbeats of a {@link WorkerPool}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerPoolHeartbeatTests {

	@Test
	void heartbeatUpdatesAgeAndLoad() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1));
		WorkerLoad load = new WorkerLoad(12, 3, 1042, 1, 2, 3, 0.31, 34);
		cluster.pool().heartbeat(1, load, cluster.now());
		cluster.silence(1);
		cluster.advance(Duration.ofMillis(400));
		assertThat(cluster.worker(0).load()).isEqualTo(load);
		assertThat(cluster.worker(0).heartbeatAge()).isEqualTo(Duration.ofMillis(400));
	}

	@Test
	void heartbeatWhenRegularNeverParks() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.advance(Duration.ofMinutes(5));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
	}

	@Test
	void heartbeatWhenMissedParksWithinThreeSecondsAndLogsOnce(CapturedOutput output) {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.worker(0).weight()).isEqualTo(100);
		cluster.advance(Duration.ofMillis(500));
		assertThat(cluster.worker(0).parked()).isTrue();
		assertThat(cluster.worker(0).weight()).isZero();
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.READY);
		assertThat(cluster.worker(1).parked()).isFalse();
		cluster.advance(Duration.ofSeconds(10));
		assertThat(output.toString().split("Worker 0 \\(id 1, pid 4001\\) parked: no heartbeat for 2.3 s", -1))
			.hasSize(2);
	}

	@Test
	void heartbeatWhenBackUnparks() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		cluster.speak(1);
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.worker(0).weight()).isEqualTo(100);
	}

	@Test
	void heartbeatWhenTheOnlyWorkerMissesItParks() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.worker(0).parked()).isTrue();
	}

	@Test
	void heartbeatWhenAllMissItAtOnceParksNobody() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(3));
		for (long id = 1; id <= 3; id++) {
			cluster.silence(id);
		}
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.pool().workers(cluster.now())).noneMatch((worker) -> worker.parked());
	}

	@Test
	void heartbeatWhenAllMissItAtOnceAndBeatsWereOutOfStepParksNobody() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.silence(1);
		cluster.silence(2);
		cluster.speak(1);
		cluster.advance(Duration.ofMillis(900));
		cluster.speak(2);
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.pool().workers(cluster.now())).noneMatch((worker) -> worker.parked());
	}

	@Test
	void heartbeatWhenNeverSentHasNoAgeAndCountsFromReady() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(1));
		cluster.advance(Duration.ofMinutes(1));
		cluster.pool().workerReady(1, cluster.now());
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.worker(0).heartbeatAge()).isNull();
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).kills()).isZero();
	}

	@Test
	void heartbeatWhenMissedBeforeReadyIsLeftToTheStartupTimeout() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(1));
		cluster.speak(1);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(60));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
	}

	@Test
	void heartbeatWhenMissedForTheTimeoutDumpsThenKillsAndRestarts() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(30));
		assertThat(cluster.process(1).dumps()).isZero();
		cluster.advance(Duration.ofMillis(250));
		assertThat(cluster.process(1).dumps()).isEqualTo(1);
		cluster.advance(Duration.ofMillis(4900));
		assertThat(cluster.process(1).kills()).isZero();
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.process(1).kills()).isEqualTo(1);
		assertThat(cluster.process(1).dumps()).isEqualTo(1);
		cluster.die(1);
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.BACKING_OFF);
		assertThat(cluster.worker(0).lastExit()).satisfies((exit) -> {
			assertThat(exit.code()).isEqualTo(137);
			assertThat(exit.signal()).isEqualTo("SIGKILL");
			assertThat(exit.reason()).isEqualTo("hung: no heartbeat for 30.3 s");
		});
		cluster.advance(Duration.ofMillis(250));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.worker(0).heartbeatAge()).isNull();
	}

	@Test
	void heartbeatWhenBackAfterTheTimeoutDoesNotUnpark() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(31));
		cluster.speak(1);
		assertThat(cluster.worker(0).parked()).isTrue();
		assertThat(cluster.worker(0).weight()).isZero();
	}

	@Test
	void heartbeatWhenWatchdogsAreOffIsNotMissed() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2).noWatchdogs());
		cluster.silence(1);
		cluster.advance(Duration.ofMinutes(2));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
	}

	@Test
	void heartbeatWhenThePrimaryStalledIsNotMissed() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1));
		cluster.stall(Duration.ofMinutes(1));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
		cluster.advance(Duration.ofSeconds(60));
		assertThat(cluster.worker(0).parked()).isFalse();
	}

	@Test
	void heartbeatWhenMissedAfterAStallParks() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1));
		cluster.stall(Duration.ofMinutes(1));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.worker(0).parked()).isTrue();
	}

	@Test
	void heartbeatWhenFirstThingAfterAStallKeepsAgeFromGoingBelowZero() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(1));
		cluster.stall(Duration.ofSeconds(10));
		assertThat(cluster.worker(0).heartbeatAge()).isEqualTo(Duration.ofSeconds(1));
		cluster.stall(Duration.ofSeconds(10), 1);
		assertThat(cluster.worker(0).heartbeatAge()).isZero();
	}

	@Test
	void startupTimeoutWhenThePrimaryStalledIsExtended() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(1).startupTimeout(Duration.ofSeconds(20)));
		cluster.advance(Duration.ofSeconds(10));
		cluster.stall(Duration.ofMinutes(1));
		cluster.advance(Duration.ofSeconds(9));
		assertThat(cluster.process(1).dumps()).isZero();
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.process(1).dumps()).isEqualTo(1);
	}

	@Test
	void readyWhenNoHeartbeatEverFollowsIsHung() {
		TestCluster cluster = TestCluster.started(TestSettings.workers(2));
		cluster.pool().workerReady(1, cluster.now());
		cluster.ready(2);
		cluster.advance(Duration.ofSeconds(29));
		assertThat(cluster.worker(0).parked()).isTrue();
		assertThat(cluster.process(1).dumps()).isZero();
		cluster.advance(Duration.ofSeconds(7));
		assertThat(cluster.process(1).dumps()).isOne();
		assertThat(cluster.process(1).kills()).isOne();
	}

	@Test
	void disconnectedWhenWorkerStillStartsIsKilledAtTheHeartbeatTimeout(CapturedOutput output) {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.STARTING);
		cluster.pool().disconnected(3, cluster.now());
		cluster.advance(Duration.ofSeconds(29));
		assertThat(cluster.process(3).kills()).isZero();
		assertThat(output).contains("Worker 0 (id 3, pid 4003) closed its control channel and still runs");
		cluster.advance(Duration.ofSeconds(7));
		assertThat(cluster.process(3).kills()).isOne();
		cluster.die(3);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.process(4).identity().ordinal()).isZero();
	}

	@Test
	void disconnectedWhenWorkerExitsSoonSaysNothingOfIt(CapturedOutput output) {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(2));
		cluster.pool().disconnected(1, cluster.now());
		cluster.advance(Duration.ofSeconds(1));
		cluster.exit(1, 7);
		cluster.advance(Duration.ofSeconds(40));
		assertThat(output).doesNotContain("closed its control channel");
		assertThat(cluster.worker(0).lastExit().code()).isEqualTo(7);
		assertThat(cluster.worker(0).lastExit().reason()).doesNotContain("channel");
		assertThat(cluster.process(1).kills()).isZero();
	}

	@Test
	void disconnectedWhenWorkerWasAskedToLeaveChangesNothing(CapturedOutput output) {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).shutdownTimeout(Duration.ofMinutes(5)));
		cluster.stop();
		cluster.pool().disconnected(1, cluster.now());
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.process(1).kills()).isZero();
		assertThat(output).doesNotContain("closed its control channel");
	}

}
