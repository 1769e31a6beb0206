package io.clusterboot.integration;

import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for health and meters of a running cluster, asked on a port of their own.
 */
class HealthIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void healthAndMetersWhenWorkerIsDownShowIt() {
		RunningCluster running = this.cluster.start(2, "--management.server.port=0",
				"--cluster.restart.initial-backoff=6s", "--management.endpoint.health.show-details=always");
		Management management = new Management(running.managementPort());
		awaitSound(management, 0);
		long victim = management.get("/actuator/cluster/0").get("pid").longValue();
		Processes.signal("KILL", victim);
		assertDegraded(management);
		Awaitility.await()
			.atMost(TestCluster.START)
			.ignoreExceptions()
			.untilAsserted(() -> assertHealth(management, "UP", 2));
		awaitSound(management, 1);
		assertReplacement(management, victim);
	}

	/**
	 * Wait until health and meters show both workers, whichever of them answers.
	 */
	private void awaitSound(Management management, int restarts) {
		Awaitility.await().atMost(TestCluster.START).untilAsserted(() -> {
			for (int i = 0; i < 10; i++) {
				assertHealth(management, "UP", 2);
				assertThat(management.meter("cluster.workers?tag=state:ready")).isEqualTo(2);
				assertThat(management.meter("cluster.worker.up?tag=worker:0")).isOne();
				assertThat(management.meter("cluster.worker.restarts?tag=worker:0")).isEqualTo(restarts);
			}
		});
	}

	private void assertDegraded(Management management) {
		Awaitility.await().atMost(Limit.ofSeconds(4)).ignoreExceptions().untilAsserted(() -> {
			JsonNode worker = management.get("/actuator/cluster/0");
			assertThat(worker.get("state").stringValue()).isEqualTo("BACKING_OFF");
			assertThat(worker.get("pid").isNull()).isTrue();
			assertThat(worker.get("uptime").isNull()).isTrue();
			assertThat(worker.get("heartbeatAge").isNull()).isTrue();
			assertHealth(management, "DEGRADED", 1);
		});
		assertThat(management.response("/actuator/health/readiness").status()).isEqualTo(200);
		assertThat(management.get("/actuator/cluster").get("readyWorkers").intValue()).isOne();
		Awaitility.await().atMost(Limit.ofSeconds(2)).untilAsserted(() -> {
			assertThat(management.meter("cluster.workers?tag=state:ready")).isOne();
			assertThat(management.meter("cluster.workers?tag=state:backing_off")).isOne();
			assertThat(management.meter("cluster.worker.up?tag=worker:0")).isZero();
		});
	}

	private void assertReplacement(Management management, long victim) {
		JsonNode worker = management.get("/actuator/cluster/0");
		assertThat(worker.get("id").longValue()).isEqualTo(3);
		assertThat(worker.get("pid").longValue()).isNotEqualTo(victim);
		assertThat(worker.get("restarts").intValue()).isOne();
		JsonNode exit = worker.get("lastExit");
		assertThat(exit.propertyNames()).containsExactly("code", "signal", "reason", "time");
		assertThat(exit.get("code").intValue()).isEqualTo(137);
		assertThat(exit.get("signal").stringValue()).isEqualTo("SIGKILL");
		assertThat(exit.get("reason").stringValue()).isNotBlank();
		assertThat(Instant.parse(exit.get("time").stringValue())).isBeforeOrEqualTo(Instant.now());
	}

	private void assertHealth(Management management, String status, int ready) {
		Response response = management.response("/actuator/health");
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		JsonNode health = json.readTree(response.body());
		assertThat(health.get("status").stringValue()).isEqualTo(status);
		JsonNode contributor = health.get("components").get("cluster");
		assertThat(contributor.get("status").stringValue()).isEqualTo(status);
		assertThat(contributor.get("details").get("desired").intValue()).isEqualTo(2);
		assertThat(contributor.get("details").get("ready").intValue()).isEqualTo(ready);
	}

}
