package io.clusterboot.integration;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an operator changes by the endpoint and by signals.
 */
@Tag("once")
class OperatorIntegrationTests {

	private static final String UNRESTRICTED = "--management.endpoint.cluster.access=unrestricted";

	private static final Duration SOON = Duration.ofSeconds(30);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void requestsThatMakeNoSenseAreRefused() {
		RunningCluster running = this.cluster.start(1, UNRESTRICTED);
		Response scale = running.operate("scale", "{\"workers\": \"many\"}");
		assertThat(scale.status()).as(scale.body()).isEqualTo(400);
		assertThat(running.operate("restart", "{\"worker\": 7}").body()).contains("must be one of [0]");
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

}
