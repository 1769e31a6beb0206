package io.clusterboot.integration;

import java.time.Duration;

import com.example.scheduled.ScheduledApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the leader and for what it alone runs.
 */
@Tag("once")
class LeaderIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final Duration PERIOD = Duration.ofMillis(200);

	/**
	 * What a busy machine may take to notice the exit and to tell the next leader.
	 */
	private static final Duration DETECTION = Limit.ofSeconds(2);

	/**
	 * Runs that take longer than the period and are not interrupted at the end.
	 */
	private static final String[] PATIENT = { "--tick.duration=1000",
			"--spring.task.scheduling.shutdown.await-termination=true",
			"--spring.task.scheduling.shutdown.await-termination-period=10s" };

	@RegisterExtension
	final TestCluster cluster = new TestCluster().main(ScheduledApplication.class).pilotFirst();

	@Test
	void scheduleWhenClusterRunsHappensInTheLeaderAlone() {
		RunningCluster running = this.cluster.start(3);
		Runs runs = new Runs(running);
		runs.await("EVERY 2$", 10);
		runs.await("TICK 0 ", 10);
		assertThat(runs.ordinals("TICK (\\d+) ")).containsExactly("0");
		assertThat(runs.ordinals("LEADERONLY (\\d+)")).containsExactly("0");
		assertThat(runs.ordinals("EVERY (\\d+)")).containsExactly("0", "1", "2");
		assertThat(runs.ordinals("REGISTERED (\\d+)")).containsExactly("0");
		assertThat(runs.lines("RARE \\d+")).as("the run at the start").containsExactly("RARE 0");
		assertThat(runs.lines("LED by .*")).containsExactly("LED by worker 1, heard by worker 0, which leads: true");
	}

	@Test
	void killWhenLeaderIsHitLosesNoMoreThanOnePeriod() {
		Runs runs = new Runs(this.cluster.start(3));
		runs.assertNextLeaderGoesOnWithin(PERIOD.plus(DETECTION));
		assertThat(runs.lines("LED by worker 2, .*")).containsExactlyInAnyOrder(
				"LED by worker 2, heard by worker 1, which leads: true",
				"LED by worker 2, heard by worker 2, which leads: false");
		assertThat(runs.ordinals("RARE (\\d+)")).containsExactly("0");
	}

	@Test
	void disconnectWhenLeaderIsBusyWaitsForItsRunButNotForItsExit() {
		RunningCluster running = this.cluster.start(3, StringUtils.addStringToArray(PATIENT, "--stop.duration=3000"));
		Runs runs = new Runs(running);
		runs.await("TICKING 0", 2);
		assertThat(running.request("POST", "/disconnect?id=1").status()).isEqualTo(200);
		runs.await("TICK 1 ", 2);
		running.primary().awaitOutput("Worker 0 .* exited with SIGTERM", SOON);
		assertThat(running.primary().output()).containsSubsequence("Worker 1 (id 2, ", " leads\n",
				"exited with SIGTERM");
		runs.assertOnlyOneAtATime();
	}

	@Test
	void terminateWhenLeaderIsBusyWaitsForItsExit() {
		RunningCluster running = this.cluster.start(3, PATIENT);
		Runs runs = new Runs(running);
		runs.await("TICKING 0", 2);
		Processes.signal("TERM", running.worker(0).get("pid").asLong());
		runs.await("TICK 1 ", 2);
		assertThat(running.primary().output()).containsSubsequence("exited with SIGTERM", "Worker 1 (id 2, ",
				" leads\n");
		runs.assertOnlyOneAtATime();
	}

	@Test
	void scheduleWhenAllAreMeantToRunHappensEverywhere() {
		RunningCluster running = this.cluster.start(2, "--cluster.scheduling=all");
		Runs runs = new Runs(running);
		runs.await("TICK 0 ", 3);
		runs.await("TICK 1 ", 3);
		runs.await("LEADERONLY 0$", 3);
		assertThat(runs.ordinals("LEADERONLY (\\d+)")).containsExactly("0");
		assertThat(runs.ordinals("RARE (\\d+)")).containsExactly("0", "1");
	}

	@Test
	void startWhenSchedulingIsUnknownFailsAndNamesWhatIsAllowed() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2", "--cluster.scheduling=some");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).contains("cluster.scheduling", "some", "LEADER", "ALL");
	}

	@Test
	void scheduleWhenNotClusteredHappensAsAlways() {
		Jvm jvm = this.cluster.run("--server.port=0");
		jvm.awaitOutput("(?s)TICK -1 .*TICK -1 ", TestCluster.START);
		jvm.awaitOutput("LEADERONLY -1", SOON);
		jvm.awaitOutput("EVERY -1", SOON);
		assertThat(jvm.output()).contains("RARE -1");
	}

}
