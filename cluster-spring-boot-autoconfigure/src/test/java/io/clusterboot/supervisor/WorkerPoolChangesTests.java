package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the steps that a {@link WorkerPool} tells of its workers.
 */
class WorkerPoolChangesTests {

	private static final WorkerIdentity FIRST = new WorkerIdentity(1, 0, 1);

	@Test
	void stepsOfALifeComeInOrder() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.pool().reports().online(1);
		cluster.pool().reports().listening(1, "*", 8080);
		cluster.ready(1);
		cluster.leave(1);
		cluster.pool().reports().disconnected(1, cluster.now());
		cluster.exit(1, 143);
		assertThat(cluster.steps()).hasSize(7)
			.startsWith(new WorkerChange.Forked(FIRST, 4001), new WorkerChange.Online(FIRST),
					new WorkerChange.Listening(FIRST, "*", 8080), new WorkerChange.Ready(FIRST),
					new WorkerChange.Leaving(FIRST), new WorkerChange.Disconnected(FIRST));
		assertThat(cluster.steps().get(6)).isInstanceOfSatisfying(WorkerChange.Exited.class,
				(exited) -> assertThat(exited.exit().code()).isEqualTo(143));
	}

	@Test
	void disconnectedWhenSeenAfterTheExitIsToldAfterIt() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.pool().reports().online(1);
		cluster.leave(1);
		cluster.exit(1, 143);
		cluster.pool().reports().disconnected(1, cluster.now());
		assertThat(cluster.changes()).containsExactly("Forked 1", "Online 1", "Leaving 1", "Exited 1",
				"Disconnected 1");
	}

	@Test
	void disconnectedWhenTheSlotHasANewProcessIsToldOfTheOldOne() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.pool().reports().online(1);
		cluster.die(1);
		cluster.advance(Duration.ofSeconds(1));
		cluster.pool().reports().disconnected(1, cluster.now());
		assertThat(cluster.changes()).containsExactly("Forked 1", "Ready 1", "Online 1", "Exited 1", "Forked 2",
				"Disconnected 1");
		assertThat(cluster.worker(0).heartbeatAge()).isNull();
	}

	@Test
	void disconnectedIsToldOnce() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.pool().reports().online(1);
		cluster.pool().reports().disconnected(1, cluster.now());
		cluster.pool().reports().disconnected(1, cluster.now());
		cluster.exit(1, 1);
		cluster.pool().reports().disconnected(1, cluster.now());
		assertThat(cluster.changes()).containsExactly("Forked 1", "Online 1", "Disconnected 1", "Exited 1");
	}

	@Test
	void disconnectedWhenNeverOnlineIsNotTold() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.pool().reports().disconnected(1, cluster.now());
		cluster.pool().reports().disconnected(99, cluster.now());
		assertThat(cluster.changes()).containsExactly("Forked 1");
	}

	@Test
	void onlineWhenTheProcessIsGoneIsNotTold() {
		TestCluster cluster = TestCluster.readyWith(1);
		cluster.die(1);
		cluster.pool().reports().online(1);
		cluster.pool().reports().listening(1, "*", 8080);
		assertThat(cluster.changes()).containsExactly("Forked 1", "Ready 1", "Exited 1");
	}

	@Test
	void leavingIsToldOnceAndNotForACrash() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.die(1);
		cluster.leave(2);
		cluster.leave(2);
		cluster.stop();
		assertThat(cluster.changes()).filteredOn((change) -> change.startsWith("Leaving")).containsExactly("Leaving 2");
	}

	@Test
	void leavingIsToldToAllWhenTheClusterStops() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.stop();
		assertThat(cluster.changes()).endsWith("Leaving 1", "Leaving 2");
	}

	@Test
	void readyWhenAskedToLeaveIsNotTold() {
		TestCluster cluster = TestCluster.startedWith(1);
		cluster.leave(1);
		cluster.ready(1);
		assertThat(cluster.changes()).containsExactly("Forked 1", "Leaving 1");
	}

	@Test
	void exitedWhenHungSaysWhy() {
		TestCluster cluster = TestCluster.readyWith(2);
		cluster.silence(1);
		cluster.advance(Duration.ofSeconds(40));
		cluster.die(1);
		assertThat(cluster.steps()).last()
			.isInstanceOfSatisfying(WorkerChange.Exited.class,
					(exited) -> assertThat(exited.exit()).isEqualTo(cluster.worker(0).lastExit()));
	}

	@Test
	void forkIsToldBeforeItIsAnswered() {
		TestCluster cluster = TestCluster.readyWith(1);
		WorkerChange.Forked forked = cluster.pool().changes().fork(Map.of(), cluster.now());
		assertThat(cluster.steps()).last().isEqualTo(forked);
	}

}
