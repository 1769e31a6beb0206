package io.clusterboot.integration;

import java.time.Duration;
import java.util.List;

import com.example.counting.CountingApplication;
import com.example.restart.RestartApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Node's two textbook programs.
 */
@Tag("once")
class TextbookIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void exitWhenPrimaryRestartsByHandIsAnsweredByFork() {
		RunningCluster running = start(RestartApplication.class);
		List<Long> before = running.workers();
		before.forEach((pid) -> Processes.signal("KILL", pid));
		for (int id = 3; id <= 4; id++) {
			running.primary().awaitOutput("Worker \\d \\(id " + id + ", pid \\d+\\) ready in", TestCluster.START);
		}
		before.forEach((pid) -> running.primary().awaitOutput("(?m)^worker " + pid + " died$", SOON));
		assertThat(running.workers()).hasSize(2).doesNotContainAnyElementsOf(before);
		assertThat(running.get("/")).startsWith("hello world from ");
		assertThat(running.primary().output()).contains("not restarted: restarts are off");
	}

	@Test
	void stopWhenPrimaryRestartsByHandForksNobody() {
		RunningCluster running = start(RestartApplication.class);
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(running.workers()).isEmpty();
		assertThat(running.primary().output()).doesNotContain("(id 3");
	}

	@Test
	void requestsWhenWorkersServeThemAreCountedByThePrimary() {
		RunningCluster running = start(CountingApplication.class);
		for (int i = 0; i < 50; i++) {
			assertThat(running.get("/")).isEqualTo("hello world\n");
		}
		running.primary().awaitOutput("(?m)^numReqs = 50$", SOON);
		assertThat(running.get("/count")).isEqualTo("50");
		killOneAndAwaitReplacement(running);
		assertThat(running.get("/")).isEqualTo("hello world\n");
		running.primary().awaitOutput("(?m)^numReqs = 51$", SOON);
	}

	private void killOneAndAwaitReplacement(RunningCluster running) {
		long victim = running.workers().get(0);
		Processes.signal("KILL", victim);
		running.primary().awaitOutput("\\(id 3, pid \\d+\\) ready in", TestCluster.START);
		Awaitility.await().atMost(SOON).until(() -> !running.workers().contains(victim));
	}

	private RunningCluster start(Class<?> application) {
		return RunningCluster
			.await(this.cluster.main(application).run("--server.port=0", "--cluster.startup.order=parallel"), 2);
	}

}
