package io.clusterboot.integration;

import java.util.List;
import java.util.Map;

import com.example.hanging.SlowApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the management server in the primary, above all while no worker answers.
 */
@Tag("once")
class ManagementServerIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void whilePilotStartsIsReachable() {
		Jvm primary = this.cluster.main(SlowApplication.class)
			.classPath(ClassPath.withPrometheus())
			.run("--server.port=0", "--cluster.workers=2", "--cluster.management.port=0",
					"--management.endpoint.health.show-details=always");
		Management management = Management.ofPrimary(primary);
		primary.awaitOutput("SLOW bean", TestCluster.START);
		assertThat(primary.output()).containsSubsequence("Management server", "Primary " + primary.pid() + " starts",
				"[worker 0]");
		assertHealth(management, 503, "DOWN");
		assertThat(management.response("/actuator/health/liveness").status()).isEqualTo(200);
		assertThat(management.response("/actuator/health/readiness").status()).isEqualTo(503);
		JsonNode status = management.get("/actuator/cluster");
		assertThat(status.get("readyWorkers").intValue()).isZero();
		assertThat(status.get("workers").get(0).get("state").stringValue()).isEqualTo("STARTING");
		assertThat(metrics(management)).containsEntry("cluster_workers{state=\"starting\"}", 1.0)
			.containsEntry("cluster_workers{state=\"ready\"}", 0.0);
	}

	@Test
	void whateverHappensToWorkersIsReachable() {
		RunningCluster running = this.cluster.classPath(ClassPath.withPrometheus())
			.start(2, "--cluster.management.port=0", "--management.endpoint.cluster.access=unrestricted",
					"--cluster.restart.initial-backoff=4s");
		Management management = Management.ofPrimary(running.primary());
		List<Long> workers = running.workers();
		assertHealth(management, 200, "UP");
		assertAnsweredByPrimary(management, running);
		workers.forEach((worker) -> Processes.signal("STOP", worker));
		assertThat(management.get("/actuator/cluster").get("workers")).hasSize(2);
		assertThat(management.response("/actuator/health/liveness").status()).isEqualTo(200);
		workers.forEach((worker) -> Processes.signal("KILL", worker));
		Awaitility.await().atMost(Limit.ofSeconds(4)).untilAsserted(() -> {
			assertHealth(management, 503, "DOWN");
			assertThat(metrics(management)).containsEntry("cluster_workers{state=\"backing_off\"}", 2.0);
		});
		assertThat(management.response("/actuator/health/readiness").status()).isEqualTo(503);
		Awaitility.await().atMost(TestCluster.START).untilAsserted(() -> assertHealth(management, 200, "UP"));
		changes(management);
		secondClusterIsRefused(management);
		assertHealth(management, 200, "UP");
	}

	private Map<String, Double> metrics(Management management) {
		Response response = management.response("/actuator/prometheus");
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return Scrape.of(response.body()).values();
	}

	private void assertAnsweredByPrimary(Management management, RunningCluster running) {
		JsonNode by = management.get("/actuator/cluster").get("answeredBy");
		assertThat(by.get("role").stringValue()).isEqualTo("PRIMARY");
		assertThat(by.get("pid").longValue()).isEqualTo(running.primary().pid());
		assertThat(by.get("ordinal").isNull()).isTrue();
		assertThat(json.readTree(running.get("/actuator/cluster")).get("answeredBy").get("role").stringValue())
			.isEqualTo("WORKER");
	}

	private void changes(Management management) {
		assertThat(management.operate("scale", "{\"workers\": \"many\"}").status()).isEqualTo(400);
		assertThat(management.operate("scale", "{\"workers\": 1}").status()).isEqualTo(200);
		Awaitility.await()
			.atMost(TestCluster.EXIT)
			.until(() -> management.get("/actuator/cluster").get("workers").size() == 1);
		Response reload = management.operate("reload", "{\"wait\": \"PT1M\"}");
		assertThat(reload.status()).as(reload.body()).isEqualTo(200);
		assertThat(json.readTree(reload.body()).get("reload").get("state").stringValue()).isEqualTo("SUCCEEDED");
	}

	private void secondClusterIsRefused(Management management) {
		Jvm second = this.cluster.run("--server.port=0", "--cluster.workers=1",
				"--cluster.management.port=" + management.port());
		assertThat(second.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(second.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.contains("cannot listen on 127.0.0.1, port " + management.port() + ": Address already in use")
			.doesNotContain("starts 1 worker");
	}

	private void assertHealth(Management management, int code, String status) {
		Response response = management.response("/actuator/health");
		assertThat(response.status()).as(response.body()).isEqualTo(code);
		assertThat(json.readTree(response.body()).get("status").stringValue()).isEqualTo(status);
	}

}
