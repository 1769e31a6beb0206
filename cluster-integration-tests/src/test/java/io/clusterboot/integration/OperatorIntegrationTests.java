package io.clusterboot.integration;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an operator changes by the endpoint and by signals.
 */
class OperatorIntegrationTests {

	private static final String UNRESTRICTED = "--management.endpoint.cluster.access=unrestricted";

	private static final Duration SOON = Duration.ofSeconds(30);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void scaleByEndpointAndSignalsChangesTheNumberOfWorkers() {
		RunningCluster running = this.cluster.start(2, UNRESTRICTED);
		Response scaled = running.operate("scale", "{\"workers\": 3}");
		assertThat(scaled.status()).as(scaled.body()).isEqualTo(200);
		assertThat(scaled.body()).contains("\"desiredWorkers\":3");
		awaitReady(running, 3);
		Response refused = running.operate("scale", "{\"workers\": \"many\"}");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(running.operate("restart", "{\"worker\": 7}").body()).contains("must be one of [0, 1, 2]");
		Processes.signal("TTOU", running.primary().pid());
		running.primary().awaitOutput("SIGTTOU: there shall be 2 workers", SOON);
		awaitReady(running, 2);
		assertThat(running.primary().output()).doesNotContain("when the primary is restarted");
	}

	@Test
	void signalsThatReachWorkersAreIgnoredByThem() {
		RunningCluster running = this.cluster.start(2);
		long worker = running.workers().get(0);
		for (String signal : new String[] { "HUP", "TTIN", "TTOU" }) {
			Processes.signal(signal, worker);
		}
		assertThat(running.answering(20)).hasSize(2).contains(worker);
	}

	@Test
	void hangUpUnderNohupIsIgnoredByThePrimary() {
		RunningCluster running = this.cluster.prefix("sh", "-c", "trap '' HUP; exec \"$@\"", "sh").start(2);
		Processes.signal("HUP", running.primary().pid());
		assertThat(running.answering(20)).hasSize(2);
		Processes.signal("TTIN", running.primary().pid());
		running.primary().awaitOutput("SIGTTIN: there shall be 3 workers", SOON);
		assertThat(running.primary().output()).doesNotContain("SIGHUP");
	}

	@Test
	void configurationWhenChangedIsWarnedOfByTheNextWorker() {
		this.cluster.file("application.properties", "cluster.restart.limit=6\ncluster.env.SECRET=one\n");
		RunningCluster running = this.cluster.start(2);
		this.cluster.file("application.properties", "cluster.restart.limit=7\ncluster.env.SECRET=two\n");
		assertThat(running.primary().output()).doesNotContain("when the primary is restarted");
		long worker = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", worker);
		running.awaitReplacement(0, worker);
		assertThat(running.primary().output())
			.contains("cluster.restart.limit is now 7 but was 6 when the primary started; "
					+ "it takes effect when the primary is restarted")
			.containsPattern("cluster.env.(?i:secret) has changed since the primary started")
			.doesNotContain("two");
	}

	private static void awaitReady(RunningCluster running, int workers) {
		Awaitility.await()
			.atMost(TestCluster.START)
			.ignoreExceptions()
			.until(() -> running.status().get("readyWorkers").asInt() == workers
					&& running.status().get("workers").size() == workers);
	}

}
