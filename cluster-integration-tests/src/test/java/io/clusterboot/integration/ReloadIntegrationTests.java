package io.clusterboot.integration;

import java.util.List;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for workers that are replaced one after the other while clients send requests.
 */
@Tag("once")
class ReloadIntegrationTests {

	private static final String WAIT = "{\"wait\": \"PT2M\"}";

	private static final String WRITABLE = "--management.endpoint.cluster.access=unrestricted";

	/**
	 * Without it a connection or two may be lost.
	 */
	private static final String STEERED = "--cluster.steering=auto";

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void reloadUnderLoadReplacesAllWorkersAndLosesNothing() {
		RunningCluster running = this.cluster.start(2, WRITABLE, STEERED);
		List<Long> former = running.workers();
		try (Traffic traffic = Traffic.on(running, 4, "/pid")) {
			Processes.signal("HUP", running.primary().pid());
			running.primary().awaitOutput("Reload 1 begins", TestCluster.START);
			Response second = running.operate("reload", "{}");
			assertThat(second.status()).isEqualTo(409);
			assertThat(second.body()).contains("Reload 1 is under way");
			running.primary().awaitOutput("Reload 1 finished: 2 workers replaced in \\d+\\.\\d s", TestCluster.START);
			traffic.assertNothingWasLost();
		}
		assertThat(running.status().get("reload").get("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(running.status().get("generation").asInt()).isEqualTo(2);
		assertThat(running.workers()).doesNotContainAnyElementsOf(former);
		assertThat(running.answering(40)).isEqualTo(new TreeSet<>(running.workers()));
		// Counted by neither of those who answer
		assertThat(running.get("/actuator/metrics/cluster.reloads?tag=outcome:success")).contains("\"value\":1.0");
	}

	@Test
	void reloadWhenNewWorkersCannotStartKeepsTheOldOnes() {
		RunningCluster running = this.cluster.start(2, WRITABLE, STEERED);
		List<Long> former = running.workers();
		this.cluster.file("application.properties", "server.tomcat.threads.max=many");
		try (Traffic traffic = Traffic.on(running, 2, "/pid")) {
			JsonNode reload = reload(running).get("reload");
			assertThat(reload.get("state").asString()).isEqualTo("FAILED");
			assertThat(reload.get("reason").asString()).contains("exited with code 1")
				.contains("APPLICATION FAILED TO START")
				.contains("server.tomcat.threads.max");
			traffic.assertNothingWasLost();
		}
		assertThat(running.workers()).isEqualTo(former);
		assertThat(running.status().get("readyWorkers").asInt()).isEqualTo(2);
		assertThat(running.status().get("generation").asInt()).isOne();
	}

	@Test
	void scaleAndRestartUnderLoadLoseNothing() {
		RunningCluster running = this.cluster.start(2, WRITABLE, STEERED);
		try (Traffic traffic = Traffic.on(running, 4, "/pid")) {
			assertThat(running.operate("scale", "{\"workers\": 3}").status()).isEqualTo(200);
			awaitReady(running, 3);
			assertThat(running.operate("scale", "{\"workers\": 2}").status()).isEqualTo(200);
			awaitReady(running, 2);
			long former = running.worker(0).get("pid").asLong();
			assertThat(running.operate("restart", "{\"worker\": 0}").status()).isEqualTo(200);
			running.awaitReplacement(0, former);
			Processes.signal("TTIN", running.primary().pid());
			awaitReady(running, 3);
			Processes.signal("TTOU", running.primary().pid());
			awaitReady(running, 2);
			traffic.assertNothingWasLost();
		}
	}

	@Test
	void recycleByRequestsReplacesWorkersAndLosesNothing() {
		RunningCluster running = this.cluster.start(1, WRITABLE, STEERED, "--cluster.recycle.max-requests=200");
		try (Traffic traffic = Traffic.on(running, 2, "/pid")) {
			running.primary().awaitOutput("is recycled: it has served \\d+ requests", TestCluster.START);
			running.primary().awaitOutput("Worker 0 \\(id 1, pid \\d+\\) exited", TestCluster.START);
			assertThat(running.get("/actuator/metrics/cluster.restarts?tag=reason:recycle-requests"))
				.containsPattern("\"value\":[1-9]");
			traffic.assertNothingWasLost();
		}
	}

	@Test
	void workersWhenWarmUpIsConfiguredAnswerTheirOwnRequest() {
		RunningCluster running = this.cluster.start(2, "--cluster.warmup.paths=/pid,/slow?millis=1");
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			running.primary().awaitOutput("\\[worker " + ordinal + "\\] Slow request began", TestCluster.START);
		}
		assertThat(running.primary().lines()).filteredOn((line) -> line.endsWith("Slow request began")).hasSize(2);
	}

	private JsonNode reload(RunningCluster running) {
		Response response = running.operate("reload", WAIT);
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return json.readTree(response.body());
	}

	/**
	 * Wait for the primary to know: it hears of the end of a process a little after it.
	 */
	private void awaitReady(RunningCluster running, int workers) {
		Awaitility.await().atMost(TestCluster.START).ignoreExceptions().until(() -> {
			JsonNode status = running.status();
			return status.get("readyWorkers").asInt() == workers && status.get("workers").size() == workers;
		});
	}

}
