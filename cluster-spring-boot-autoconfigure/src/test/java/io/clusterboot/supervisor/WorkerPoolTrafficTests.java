package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.WorkerLoad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for who gets new connections.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerPoolTrafficTests {

	@Test
	void workerThatIsNotReadyGetsNone() {
		TestCluster cluster = TestCluster.startedWith(2);
		assertThat(cluster.steering().calls()).isEmpty();
		cluster.ready(2);
		assertThat(cluster.steering().calls()).containsExactly("join 2", "steer [2]");
	}

	@Test
	void workerIsCalledReadyOnceItCanBeConnectedTo(CapturedOutput output) {
		TestCluster cluster = TestCluster.startedWith(1);
		List<String> before = new ArrayList<>();
		cluster.steering().onJoin(() -> before.add(output.getAll()));
		cluster.ready(1);
		assertThat(before).singleElement().asString().doesNotContain("ready in");
		assertThat(output).contains("Worker 0 (id 1, pid 4001) ready in");
	}

	@Test
	void workerThatListensOnAnotherPortNeverJoins(CapturedOutput output) {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.pool().reports().listening(1, "*", 9090);
		cluster.ready(1);
		assertThat(cluster.steering().calls()).noneMatch((call) -> call.startsWith("join"));
		assertThat(output).contains("Worker 0 (id 1, pid 4001) listens on port 9090, which is not steered");
	}

	@Test
	void workerThatCrashesGetsNoneAndItsQueueWaits() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		assertThat(cluster.steering().calls()).contains("waits 1");
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
	}

	@Test
	void workerThatLosesItsChannelGetsNone() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.disconnect(1);
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
	}

	@Test
	void workerThatMissesHeartbeatsGetsNoneUntilTheyAreBack() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
		cluster.speak(1);
		cluster.step();
		assertThat(cluster.steering().weights()).containsOnlyKeys(1L, 2L);
	}

	@Test
	void workerThatRefusesTrafficGetsNoneUntilItIsReadyAgain() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.refuse(1);
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
		cluster.refuse(2);
		assertThat(cluster.steering().weights()).as("better than nobody").containsOnlyKeys(1L, 2L);
		cluster.ready(1);
		cluster.step();
		assertThat(cluster.steering().weights()).containsOnlyKeys(1L);
	}

	@Test
	void workerThatHasLeftHasNoSuccessor() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.leave(1);
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
		cluster.exit(1, 143);
		assertThat(cluster.steering().calls()).contains("gone 1");
	}

	@Test
	void parkedWorkerGetsAllWhenNobodyElseServes() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.park(0, true);
		cluster.die(2);
		assertThat(cluster.steering().weights()).containsOnlyKeys(1L);
	}

	@Test
	void workerThatSomebodyParkedIsBetterThanASilentOne() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.park(0, true);
		cluster.silence(2);
		cluster.advance(Duration.ofSeconds(3));
		assertThat(cluster.steering().weights()).containsOnlyKeys(1L);
	}

	@Test
	void leavingWorkerGetsNoneWhileItsSuccessorIsRestarted() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.restart(0);
		cluster.ready(2);
		cluster.die(2);
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
		assertThat(cluster.steering().calls()).contains("waits 2");
	}

	@Test
	void workerThatIsKilledWhileItLeavesHasItsQueueServedByAnybody() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.leave(1);
		cluster.die(1);
		assertThat(cluster.steering().calls()).contains("orphaned 1").doesNotContain("gone 1");
		cluster.advance(TestSettings.REFUSE_AFTER);
		assertThat(cluster.steering().calls()).contains("gone 1");
	}

	@Test
	void newWorkerGetsLittleAtFirst() {
		TestCluster cluster = TestCluster.ready(TestSettings.workers(1).slowStart(Duration.ofSeconds(10)));
		cluster.advance(Duration.ofSeconds(20));
		cluster.scale(2);
		cluster.ready(2);
		assertThat(cluster.steering().weights()).containsOnly(entry(1L, 100), entry(2L, 10));
		cluster.advance(Duration.ofSeconds(5));
		assertThat(cluster.steering().weights()).containsOnly(entry(1L, 100), entry(2L, 50));
		cluster.advance(Duration.ofSeconds(5));
		assertThat(cluster.steering().weights()).containsOnly(entry(1L, 100), entry(2L, 100));
		assertThat(cluster.worker(1).weight()).isEqualTo(100);
	}

	@Test
	void workerThatHoldsTooManyConnectionsForTwoHeartbeatsShedsSome() {
		TestCluster cluster = TestCluster.readyWith(2);
		connections(cluster, 12, 4);
		assertThat(cluster.steering().calls()).noneMatch((call) -> call.startsWith("shed"));
		connections(cluster, 11, 5);
		assertThat(cluster.steering().calls()).contains("shed 3 of 1");
		assertThat(cluster.steering().weights().get(2L)).isGreaterThan(20 * cluster.steering().weights().get(1L));
		connections(cluster, 8, 8);
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.steering().weights()).containsOnly(entry(1L, 100), entry(2L, 100));
	}

	@Test
	void workersThatHoldAboutTheSameShedNone() {
		TestCluster cluster = TestCluster.readyWith(2);
		for (int i = 0; i < 5; i++) {
			connections(cluster, 102, 98);
		}
		assertThat(cluster.steering().calls()).noneMatch((call) -> call.startsWith("shed"));
	}

	@Test
	void workerThatIsBusierGetsLess() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.report(2, new WorkerLoad(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
		cluster.report(1, new WorkerLoad(0, 0, 100, 0, 0, 0, 0, 0, 0, 0));
		assertThat(cluster.steering().weights().get(1L)).isBetween(50, 60);
		assertThat(cluster.steering().weights()).containsEntry(2L, 100);
	}

	@Test
	void stopKeepsSteeringToThoseThatLeaveAndRefusesWhenTheyHadTheirTime() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.stop();
		assertThat(cluster.steering().weights()).containsOnlyKeys(1L, 2L);
		cluster.exit(1, 143);
		assertThat(cluster.steering().weights()).containsOnlyKeys(2L);
		assertThat(cluster.steering().calls()).doesNotContain("refuse");
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.steering().calls()).doesNotContain("refuse");
		cluster.advance(Duration.ofSeconds(1));
		assertThat(cluster.steering().calls()).contains("refuse");
	}

	@Test
	void clientsAreRefusedWhenNobodyServesForLong() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.die(1);
		cluster.advance(TestSettings.REFUSE_AFTER.minusSeconds(1));
		assertThat(cluster.steering().calls()).doesNotContain("refuse");
		cluster.advance(Duration.ofSeconds(2));
		assertThat(cluster.steering().calls()).contains("refuse");
		cluster.ready(2);
		assertThat(cluster.steering().calls()).endsWith("join 2", "steer [2]");
	}

	@Test
	void connectionsThatComeAndGoAreNotShed() {
		TestCluster cluster = TestCluster.readyWith(2);
		for (int i = 1; i < 5; i++) {
			cluster.report(2, new WorkerLoad(4, 100 * i, 0, 0, 0, 0, 0, 0, 0, 0));
			cluster.report(1, new WorkerLoad(12, 100 * i, 0, 0, 0, 0, 0, 0, 0, 0));
		}
		assertThat(cluster.steering().calls()).noneMatch((call) -> call.startsWith("shed"));
	}

	private void connections(TestCluster cluster, int first, int second) {
		cluster.report(2, new WorkerLoad(second, 0, 0, 0, 0, 0, 0, 0, 0, 0));
		cluster.report(1, new WorkerLoad(first, 0, 0, 0, 0, 0, 0, 0, 0, 0));
	}

}
