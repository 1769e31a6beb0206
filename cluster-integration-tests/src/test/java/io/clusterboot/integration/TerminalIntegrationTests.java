package io.clusterboot.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.example.probe.ProbeApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Ctrl-C, which a terminal sends to primary and workers alike.
 */
class TerminalIntegrationTests {

	private static final Duration EXIT = Duration.ofSeconds(20);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void interruptWhenGroupGetsItStopsOnceAndGracefully() {
		RunningCluster running = RunningCluster.await(startInGroup("--cluster.workers=2"), 2);
		CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> running.get("/slow?millis=2000"));
		running.awaitSlowRequests(1);
		interrupt(running.primary());
		assertThat(request.join()).isNotEmpty();
		assertStoppedOnce(running.primary());
	}

	@Test
	void interruptWhenBuildToolAddsTermStopsGracefully() {
		RunningCluster running = RunningCluster.await(startInGroup("--cluster.workers=2"), 2);
		CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> running.get("/slow?millis=2000"));
		running.awaitSlowRequests(1);
		interrupt(running.primary());
		running.primary().awaitOutput("SIGINT: all workers stop", EXIT);
		running.primary().terminate();
		assertThat(request.join()).isNotEmpty();
		assertStoppedOnce(running.primary());
	}

	@Test
	void interruptWhenWorkersAreStillStartingStopsOnce() {
		Jvm primary = startInGroup("--cluster.workers=2", "--cluster.startup.order=parallel");
		Awaitility.await().atMost(TestCluster.START).until(() -> Processes.workersOf(primary.pid()).size() == 2);
		interrupt(primary);
		assertStoppedOnce(primary);
	}

	private Jvm startInGroup(String... arguments) {
		List<String> command = new ArrayList<>(List.of("setsid", TestCluster.java(), "-XX:TieredStopAtLevel=1",
				"-Xmx192m", "-cp", ClassPath.plain(), ProbeApplication.class.getName(), "--server.port=0",
				"--management.endpoints.web.exposure.include=*"));
		command.addAll(Arrays.asList(arguments));
		return this.cluster.command(command);
	}

	private void interrupt(Jvm primary) {
		Processes.signalGroup("INT", primary.pid());
	}

	private void assertStoppedOnce(Jvm primary) {
		assertThat(primary.awaitExit(EXIT)).isEqualTo(130);
		assertThat(primary.output()).containsOnlyOnce("SIGINT: all workers stop")
			.doesNotContain("restart", "did not start", "Second");
		assertThat(Processes.workersOf(primary.pid())).isEmpty();
	}

}
