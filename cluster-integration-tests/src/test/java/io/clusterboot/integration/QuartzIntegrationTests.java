package io.clusterboot.integration;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import com.example.quartz.QuartzApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for jobs of Quartz that are kept in memory.
 */
@Tag("once")
class QuartzIntegrationTests {

	private static final Duration PERIOD = Duration.ofMillis(200);

	/**
	 * What a busy machine may take to notice the exit and to tell the next leader.
	 */
	private static final Duration DETECTION = Duration.ofSeconds(2);

	@RegisterExtension
	final TestCluster cluster = new TestCluster().main(QuartzApplication.class)
		.classPath(ClassPath.withQuartz())
		.pilotFirst();

	@Test
	void fireWhenClusterRunsHappensInTheLeaderAlone() {
		Runs runs = new Runs(this.cluster.start(3));
		runs.await("EVERY 2$", 10);
		runs.await("TICK 0 ", 10);
		assertThat(runs.ordinals("TICK (\\d+) ")).containsExactly("0");
		assertThat(runs.ordinals("EVERY (\\d+)")).containsExactly("0", "1", "2");
		assertThat(runs.lines("ONCE \\d+")).as("due before there was a leader").containsExactly("ONCE 0");
	}

	@Test
	void killWhenLeaderIsHitLosesNoMoreThanOnePeriod() {
		Runs runs = new Runs(this.cluster.start(3));
		runs.assertNextLeaderGoesOnWithin(PERIOD.plus(DETECTION));
		assertThat(runs.lines("ONCE \\d+")).as("what had run").containsExactly("ONCE 0");
	}

	@Test
	void disconnectWhenLeaderIsBusyWaitsForItsRun() {
		RunningCluster running = this.cluster.start(3, "--tick.duration=1000",
				"--spring.quartz.wait-for-jobs-to-complete-on-shutdown=true");
		Runs runs = new Runs(running);
		runs.await("TICKING 0", 2);
		assertThat(running.request("POST", "/disconnect?id=1").status()).isEqualTo(200);
		runs.await("TICK 1 ", 2);
		runs.assertOnlyOneAtATime();
	}

	@Test
	void scheduleWhenRequestAsksForItHappensOnceInItsWorker() {
		RunningCluster running = this.cluster.start(3);
		Runs runs = new Runs(running);
		Set<String> workers = new TreeSet<>();
		for (int i = 0; i < 60 && workers.size() < 3; i++) {
			String scheduled = running.request("POST", "/remind?word=REMIND" + i + "x").body();
			runs.await(scheduled + "$", 1);
			assertThat(runs.lines("REMIND" + i + "x \\d+")).containsExactly(scheduled);
			workers.add(scheduled.substring(scheduled.indexOf(' ') + 1));
		}
		assertThat(workers).containsExactly("0", "1", "2");
	}

	@Test
	void fireWhenAllAreMeantToRunHappensEverywhere() {
		Runs runs = new Runs(this.cluster.start(2, "--cluster.scheduling=all"));
		runs.await("TICK 0 ", 3);
		runs.await("TICK 1 ", 3);
		assertThat(runs.ordinals("ONCE (\\d+)")).containsExactly("0", "1");
	}

	@Test
	void fireWhenNotClusteredHappensAsAlways() {
		Jvm jvm = this.cluster.run("--server.port=0");
		jvm.awaitOutput("(?s)TICK -1 .*TICK -1 ", TestCluster.START);
		jvm.awaitOutput("ONCE -1", TestCluster.START);
	}

}
