package io.clusterboot.integration;

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Ctrl-C, which a terminal sends to primary and workers alike.
 */
@Tag("once")
class TerminalIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster().prefix("setsid");

	@Test
	void interruptWhenGroupGetsItStopsOnceAndGracefully() {
		RunningCluster running = this.cluster.start(2);
		CompletableFuture<String> request = RunningCluster.async(() -> running.get("/slow?millis=2000"));
		running.awaitSlowRequests(1);
		interrupt(running.primary());
		assertThat(request.join()).isNotEmpty();
		assertStoppedOnce(running.primary());
	}

	@Test
	void interruptWhenBuildToolAddsTermStopsGracefully() {
		RunningCluster running = this.cluster.start(2);
		CompletableFuture<String> request = RunningCluster.async(() -> running.get("/slow?millis=2000"));
		running.awaitSlowRequests(1);
		interrupt(running.primary());
		running.primary().awaitOutput("SIGINT: all workers stop", TestCluster.EXIT);
		running.primary().terminate();
		assertThat(request.join()).isNotEmpty();
		assertStoppedOnce(running.primary());
	}

	@Test
	void interruptWhenWorkersAreStillStartingStopsOnce() {
		Jvm primary = this.cluster.run("--server.port=0", "--cluster.workers=2", "--cluster.startup.order=parallel",
				"--cluster.startup.parallelism=2");
		Awaitility.await().atMost(TestCluster.START).until(() -> Processes.workersOf(primary.pid()).size() == 2);
		interrupt(primary);
		assertStoppedOnce(primary);
	}

	private void interrupt(Jvm primary) {
		Processes.signalGroup("INT", primary.pid());
	}

	private void assertStoppedOnce(Jvm primary) {
		assertThat(primary.awaitExit(TestCluster.EXIT)).isEqualTo(130);
		assertThat(primary.output()).containsOnlyOnce("SIGINT: all workers stop")
			.doesNotContain("restart", "did not start", "Second");
		assertThat(Processes.workersOf(primary.pid())).isEmpty();
	}

}
