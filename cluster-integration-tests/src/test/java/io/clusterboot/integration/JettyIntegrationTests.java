package io.clusterboot.integration;

import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for workers whose server is Jetty.
 */
class JettyIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster().classPath(ClassPath.withJetty());

	@ParameterizedTest
	@ValueSource(strings = { "reuseport", "shared" })
	void workersAreReplacedUnderLoadAndServeOn(String listen) {
		RunningCluster running = this.cluster.start(2, "--cluster.steering=auto", "--cluster.listen=" + listen,
				"--cluster.warmup.paths=/pid");
		List<Long> former = running.workers();
		assertThat(running.answering(40)).containsExactlyInAnyOrderElementsOf(former);
		try (Traffic traffic = Traffic.on(running, 4, "/pid")) {
			Processes.signal("HUP", running.primary().pid());
			running.primary().awaitOutput("Reload 1 finished: 2 workers replaced", TestCluster.START);
			traffic.assertNothingWasLost();
		}
		assertThat(running.workers()).doesNotContainAnyElementsOf(former);
		long victim = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", victim);
		running.awaitReplacement(0, victim);
		assertThat(running.answering(40)).containsExactlyInAnyOrderElementsOf(running.workers());
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> running.worker(0).get("requests").get("total").asLong() > 0);
		Processes.signal("TERM", running.primary().pid());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
	}

	@Test
	void startWhenSelectorsAcceptIsRefusedOnce() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=2", "--server.jetty.threads.acceptors=0");
		assertThat(jvm.awaitExit(TestCluster.START)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.contains("Remove server.jetty.threads.acceptors, or set it to 1.")
			.doesNotContain("[worker 1]");
	}

}
