package io.clusterboot.integration;

import java.net.URI;
import java.util.List;

import com.example.reactive.ReactiveApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for workers whose server is not Tomcat.
 */
@Tag("once")
class OtherServersIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void workersWhenServerIsJettyAreReplacedUnderLoad() {
		this.cluster.classPath(ClassPath.withJetty());
		assertReplacedUnderLoad();
	}

	@Test
	void workersWhenServerIsNettyAreReplacedUnderLoad() {
		this.cluster.classPath(ClassPath.withNetty()).main(ReactiveApplication.class);
		assertReplacedUnderLoad();
	}

	@Test
	void startWhenSelectorsOfJettyAcceptIsRefusedOnce() {
		Jvm jvm = this.cluster.classPath(ClassPath.withJetty())
			.run("--server.port=0", "--cluster.workers=2", "--server.jetty.threads.acceptors=0");
		assertThat(jvm.awaitExit(TestCluster.START)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.contains("Remove server.jetty.threads.acceptors, or set it to 1.")
			.doesNotContain("[worker 1]");
	}

	private void assertReplacedUnderLoad() {
		RunningCluster running = this.cluster.start(2, "--cluster.steering=auto", "--cluster.warmup.paths=/pid",
				"--management.endpoint.health.show-details=always");
		List<Long> former = running.workers();
		assertThat(running.answering(40)).containsExactlyInAnyOrderElementsOf(former);
		for (int i = 0; i < 6; i++) {
			assertOneSpeaksForAll(running);
		}
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

	/**
	 * Ask whichever worker answers for all of them, and for each.
	 * @param running the cluster
	 */
	private static void assertOneSpeaksForAll(RunningCluster running) {
		assertThat(
				get(running, "/actuator/health").get("components").get("diskSpace").get("components").propertyNames())
			.containsExactly("0", "1");
		assertThat(get(running, "/actuator/health/diskSpace/1").get("details")).isNotNull();
		assertThat(running.get("/actuator/threaddump")).contains("worker-0/", "worker-1/");
		assertThat(get(running, "/actuator/metrics/jvm.threads.live").get("measurements")).hasSize(1);
		Response levels = post(running, "/actuator/loggers/com.example", "{\"configuredLevel\":\"DEBUG\"}");
		assertThat(levels.status()).isEqualTo(200);
		assertThat(json.readTree(levels.body()).get("workers")).hasSize(2)
			.allMatch((worker) -> worker.get("done").asBoolean());
		for (String worker : List.of("?worker=0", "?worker=1")) {
			assertThat(get(running, "/actuator/health" + worker).get("components").get("diskSpace").get("details"))
				.isNotNull();
			assertThat(get(running, "/actuator/loggers/com.example" + worker).get("configuredLevel").asString())
				.isEqualTo("DEBUG");
			assertThat(
					post(running, "/actuator/loggers/com.example" + worker, "{\"configuredLevel\":\"LOUD\"}").status())
				.isEqualTo(400);
		}
		assertThat(running.request("GET", "/actuator/health?worker=9").status()).isEqualTo(404);
		assertThat(running.request("GET", "/actuator/health?worker=x").status()).isEqualTo(400);
	}

	private static JsonNode get(RunningCluster running, String path) {
		return json.readTree(running.get(path));
	}

	private static Response post(RunningCluster running, String path, String body) {
		return Response.of("POST", URI.create("http://127.0.0.1:" + running.port() + path), body);
	}

}
