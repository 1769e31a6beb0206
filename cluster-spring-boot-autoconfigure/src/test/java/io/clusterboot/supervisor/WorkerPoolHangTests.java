package io.clusterboot.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for workers of a {@link WorkerPool} that hang, or live on without their channel.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerPoolHangTests {

	@Test
	void heartbeatWhenMissedForTheTimeoutDumpsThenKillsAndRestarts() {
		TestCluster cluster = TestCluster.readyWith(2);
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
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(31));
		cluster.speak(1);
		assertThat(cluster.worker(0).parked()).isTrue();
		assertThat(cluster.worker(0).weight()).isZero();
	}

	@Test
	void readyWhenNoHeartbeatEverFollowsIsHung() {
		TestCluster cluster = TestCluster.startedWith(2);
		cluster.pool().reports().ready(1, cluster.now());
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
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.worker(0).state()).isEqualTo(WorkerState.STARTING);
		cluster.pool().reports().disconnected(3, cluster.now());
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
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.pool().reports().disconnected(1, cluster.now());
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
		cluster.pool().reports().disconnected(1, cluster.now());
		cluster.advance(Duration.ofMinutes(1));
		assertThat(cluster.process(1).kills()).isZero();
		assertThat(output).doesNotContain("closed its control channel");
	}

}
