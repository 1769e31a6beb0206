package io.clusterboot.health;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.WorkerState;
import io.clusterboot.actuate.ActuatorApplication;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the health of the cluster over HTTP, and for all that must not show in a
 * single process.
 */
class ClusterHealthWebTests {

	private static final FakeStatusSource source = new FakeStatusSource(TestCluster.status(0));

	private static ActuatorApplication application;

	@BeforeAll
	static void start() {
		application = ActuatorApplication.worker(source);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void reset() {
		source.answer(TestCluster.status(2, TestCluster.worker(0, WorkerState.READY),
				TestCluster.worker(1, WorkerState.BACKING_OFF, 7, TestCluster.KILLED)));
	}

	@Test
	void whenAllServeIsUp() throws Exception {
		source.answer(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY)));
		assertHealth("", 200, "UP");
		assertHealth("/cluster", 200, "UP");
	}

	@Test
	void whenSomeServeWholeIsDegraded() throws Exception {
		assertHealth("", 200, "DEGRADED");
		assertThat(assertHealth("/cluster", 200, "DEGRADED"))
			.contains("\"desired\":2,\"ready\":1,\"workers\":{\"0\":{\"state\":\"READY\"},"
					+ "\"1\":{\"state\":\"BACKING_OFF\","
					+ "\"why\":\"killed by SIGKILL; retrying slowly after 7 restarts\"}}");
	}

	@Test
	void whenPrimarySilentIsDown() throws Exception {
		source.fallSilent();
		assertHealth("", 503, "DOWN");
		assertHealth("/cluster", 503, "DOWN");
	}

	@Test
	void whenDegradedOrDownReadinessAndLivenessAreUp() throws Exception {
		assertHealth("/readiness", 200, "UP");
		source.fallSilent();
		assertHealth("/readiness", 200, "UP");
		assertHealth("/liveness", 200, "UP");
	}

	@Test
	void whenSingleProcessShowsNothing() throws Exception {
		try (ActuatorApplication single = ActuatorApplication.singleProcess(
				"management.endpoint.health.group.readiness.include=readinessState,cluster",
				"management.endpoint.health.group.readiness.show-components=always", "spring.jmx.enabled=true")) {
			assertThat(single.get("/cluster").statusCode()).isEqualTo(404);
			assertThat(single.get("").body()).doesNotContain("cluster");
			assertThat(single.get("/health").body()).contains("\"status\":\"UP\"").doesNotContain("\"cluster\"");
			assertThat(single.get("/health/cluster").statusCode()).isEqualTo(404);
			assertThat(single.get("/health/readiness").body()).contains("readinessState").doesNotContain("cluster");
			assertThat(single.get("/metrics").body()).contains("jvm.").doesNotContain("cluster.");
		}
	}

	private String assertHealth(String path, int code, String status) throws Exception {
		HttpResponse<String> response = application.get("/health" + path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
		assertThat(new JsonMapper().readTree(response.body()).get("status").asString()).isEqualTo(status);
		return response.body();
	}

}
