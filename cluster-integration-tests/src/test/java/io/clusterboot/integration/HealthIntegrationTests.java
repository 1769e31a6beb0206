package io.clusterboot.integration;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for health and meters of a running cluster, asked on a port of their own.
 */
@Tag("once")
class HealthIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void healthAndMetersWhenWorkerIsDownShowIt() {
		RunningCluster running = this.cluster.start(2, "--management.server.port=0",
				"--cluster.restart.initial-backoff=6s", "--management.endpoint.health.show-details=always",
				"--management.endpoint.health.probes.add-additional-paths=true", "--cluster.steering=auto");
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
		assertStoppedWorkerHarmsNoOther(running);
		assertRefusingWorkerSpeaksForItself(running, management);
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
		assertUp(management, "readiness");
		assertUp(management, "liveness");
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

	/**
	 * While a worker is missing the other one is alive and ready. Were the cluster part
	 * of the group, it would say DEGRADED.
	 */
	private void assertUp(Management management, String group) {
		assertThat(management.get("/actuator/health/" + group).get("status").stringValue()).isEqualTo("UP");
	}

	private void assertStoppedWorkerHarmsNoOther(RunningCluster running) {
		long stopped = running.workers().get(0);
		Processes.stop(stopped);
		running.primary().awaitOutput("pid " + stopped + "\\) parked: no heartbeat for", TestCluster.START);
		assertThat(statuses(running.port(), "/livez")).containsExactly(200);
		assertThat(statuses(running.port(), "/readyz")).containsExactly(200);
		Processes.signal("CONT", stopped);
		running.primary().awaitOutput("pid " + stopped + "\\) resumed", TestCluster.START);
	}

	/**
	 * Connections to the management port are spread by the kernel, those to the shared
	 * port go where they are welcome.
	 */
	private void assertRefusingWorkerSpeaksForItself(RunningCluster running, Management management) {
		assertThat(running.request("POST", "/refuse").status()).isEqualTo(200);
		assertThat(statuses(management.port(), "/actuator/health/readiness")).containsExactly(200, 503);
		assertThat(statuses(management.port(), "/actuator/health/liveness")).containsExactly(200);
		Awaitility.await()
			.atMost(Limit.ofSeconds(2))
			.untilAsserted(() -> assertThat(statuses(running.port(), "/readyz")).containsExactly(200));
	}

	private Set<Integer> statuses(int port, String path) {
		Set<Integer> statuses = new TreeSet<>();
		for (int i = 0; i < 40; i++) {
			statuses.add(Response.of("GET", URI.create("http://127.0.0.1:" + port + path)).status());
		}
		return statuses;
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
