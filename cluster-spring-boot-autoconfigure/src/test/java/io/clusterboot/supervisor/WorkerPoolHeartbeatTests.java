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
		TestCluster cluster = TestCluster.readyWith(1);
		WorkerLoad load = new WorkerLoad(12, 0, 3, 1042, 1, 2, 3, 4, 0.31, 34);
		cluster.pool().reports().heartbeat(1, load, cluster.now());
		cluster.silence(1);
		cluster.advance(Duration.ofMillis(400));
		assertThat(cluster.worker(0).load()).isEqualTo(load);
		assertThat(cluster.worker(0).heartbeatAge()).isEqualTo(Duration.ofMillis(400));
	}

	@Test
	void heartbeatWhenRegularNeverParks() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.advance(Duration.ofMinutes(5));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
	}

	@Test
	void heartbeatWhenMissedParksWithinThreeSecondsAndLogsOnce(CapturedOutput output) {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.worker(0).weight()).isEqualTo(50);
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
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		cluster.speak(1);
		cluster.step();
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.worker(0).weight()).isEqualTo(100);
	}

	@Test
	void heartbeatWhenTheOnlyWorkerMissesItParks() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.worker(0).parked()).isTrue();
	}

	@Test
	void heartbeatWhenAllMissItAtOnceParksNobody() {
		TestCluster cluster = TestCluster.readyWith(3);
		for (long id = 1; id <= 3; id++) {
			cluster.silence(id);
		}
		cluster.advance(Duration.ofSeconds(10));
		assertThat(cluster.pool().workers(cluster.now())).noneMatch((worker) -> worker.parked());
	}

	@Test
	void heartbeatWhenAllMissItAtOnceAndBeatsWereOutOfStepParksNobody() {
		TestCluster cluster = TestCluster.readyWith(2);
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
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.advance(Duration.ofMinutes(1));
		cluster.pool().reports().ready(1, cluster.now());
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.worker(0).heartbeatAge()).isNull();
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).kills()).isZero();
	}

	@Test
	void heartbeatWhenMissedBeforeReadyIsLeftToTheStartupTimeout() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.speak(1);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(60));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
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
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.stall(Duration.ofMinutes(1));
		assertThat(cluster.worker(0).parked()).isFalse();
		assertThat(cluster.process(1).dumps()).isZero();
		cluster.advance(Duration.ofSeconds(60));
		assertThat(cluster.worker(0).parked()).isFalse();
	}

	@Test
	void heartbeatWhenMissedAfterAStallParks() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.stall(Duration.ofMinutes(1));
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.worker(0).parked()).isTrue();
	}

	@Test
	void heartbeatWhenFirstThingAfterAStallKeepsAgeFromGoingBelowZero() {
		TestCluster cluster = TestCluster.readyWith(1);
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

}
