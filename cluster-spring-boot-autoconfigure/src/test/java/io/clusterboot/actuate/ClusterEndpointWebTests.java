package io.clusterboot.actuate;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.Map;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClusterEndpoint} over HTTP and JMX.
 */
class ClusterEndpointWebTests {

	private static final ClusterStatus STATUS = TestCluster.status(2,
			TestCluster.worker(0, WorkerState.READY, 1, TestCluster.KILLED),
			TestCluster.worker(1, WorkerState.BACKING_OFF));

	private static final String WORKER_0 = """
			{"id": 1, "ordinal": 0, "pid": 4201, "generation": 2, "state": "READY", "parked": false, "replaces": null,
			 "startTime": "2026-11-20T10:01:00Z", "uptime": "PT2M", "restarts": 1,
			 "lastExit": {"code": 137, "signal": "SIGKILL", "reason": "killed by SIGKILL",
			              "time": "2026-11-20T10:00:50Z"},
			 "heartbeatAge": "PT0.4S", "weight": 100, "connections": 12,
			 "requests": {"active": 3, "total": 1042},
			 "memory": {"heapUsed": 10, "heapMax": 20, "rss": 30, "heapAfterGc": 5}, "cpu": 0.31, "threads": 34}""";

	private static final String WORKER_1 = """
			{"id": 2, "ordinal": 1, "pid": null, "generation": 2, "state": "BACKING_OFF", "parked": false,
			 "replaces": null, "startTime": "2026-11-20T10:01:00Z", "uptime": null, "restarts": 0, "lastExit": null,
			 "heartbeatAge": null, "weight": 0, "connections": 0, "requests": {"active": 0, "total": 0},
			 "memory": {"heapUsed": 0, "heapMax": 0, "rss": 0, "heapAfterGc": 0}, "cpu": 0.0, "threads": 0}""";

	private static final String CLUSTER = """
			{"answeredBy": {"role": "WORKER", "ordinal": 1, "pid": %d},
			 "primary": {"pid": 4200, "startTime": "2026-11-20T10:00:00Z", "uptime": "PT3M"},
			 "desiredWorkers": 2, "readyWorkers": 1, "generation": 2,
			 "listeners": [{"address": "*", "port": 8080, "listen": "REUSEPORT", "steering": "ACTIVE", "steeringReason": null,
			                "sockets": [], "program": []}],
			 "reload": null,
			 "workers": [%s, %s]}"""
		.formatted(ProcessHandle.current().pid(), WORKER_0, WORKER_1);

	private static final FakeStatusSource source = new FakeStatusSource(STATUS);

	private static ActuatorApplication application;

	@BeforeAll
	static void start() {
		application = ActuatorApplication.worker(source, "spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=cluster");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void reset() {
		source.answer(STATUS);
	}

	@Test
	void allAnswersContract() throws Exception {
		HttpResponse<String> response = application.get("/cluster");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).get().asString().contains("json");
		assertThat(inOrder(response.body())).isEqualTo(inOrder(CLUSTER));
	}

	@Test
	void allWhenApplicationsMapperAnswersContract() throws Exception {
		try (ActuatorApplication shared = ActuatorApplication.worker(source,
				"management.endpoints.jackson.isolated-json-mapper=false",
				"spring.jackson.default-property-inclusion=non_null",
				"spring.jackson.mapper.sort-properties-alphabetically=true",
				"spring.jackson.datatype.datetime.write-durations-as-timestamps=true",
				"spring.jackson.datatype.datetime.write-dates-as-timestamps=true")) {
			assertThat(inOrder(shared.get("/cluster").body())).isEqualTo(inOrder(CLUSTER));
			assertThat(inOrder(shared.get("/cluster/0").body())).isEqualTo(inOrder(WORKER_0));
		}
	}

	@Test
	void oneAnswersThatWorker() throws Exception {
		assertThat(inOrder(application.get("/cluster/0").body())).isEqualTo(inOrder(WORKER_0));
		assertThat(inOrder(application.get("/cluster/1").body())).isEqualTo(inOrder(WORKER_1));
	}

	@Test
	void oneWhenSurgeWorkerAnswersHolderOfSlot() throws Exception {
		source.answer(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY),
				TestCluster.surge(9, 0, WorkerState.STARTING)));
		assertThat(application.get("/cluster/0").body()).contains("\"id\":1,");
		assertThat(application.get("/cluster").body()).contains("\"replaces\":1,");
	}

	@Test
	void oneWhenNoSuchWorkerIsNotFound() throws Exception {
		assertThat(application.get("/cluster/2").statusCode()).isEqualTo(404);
		assertThat(application.get("/cluster/-1").statusCode()).isEqualTo(404);
	}

	@Test
	void oneWhenNoNumberIsBadRequest() throws Exception {
		assertThat(application.get("/cluster/first").statusCode()).isEqualTo(400);
		assertThat(application.get("/cluster/99999999999").statusCode()).isEqualTo(400);
	}

	@Test
	void whenPrimarySilentIsUnavailable() throws Exception {
		source.fallSilent();
		for (String path : new String[] { "/cluster", "/cluster/0" }) {
			HttpResponse<String> response = application.get(path);
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("Content-Type")).get().asString().contains("json");
			assertThat(response.body())
				.isEqualTo("{\"error\":\"The primary does not answer\",\"message\":\"Status: no answer within 1 s\"}");
		}
	}

	@Test
	void writeIsNotAllowed() throws Exception {
		assertThat(application.post("/cluster", "{}").statusCode()).isEqualTo(405);
		assertThat(application.post("/cluster/reload", "{}").statusCode()).isEqualTo(405);
	}

	@Test
	void linksListEndpoint() throws Exception {
		assertThat(application.get("").body()).contains("/actuator/cluster\"").contains("/actuator/cluster/{ordinal}");
	}

	@Test
	void jmxAnswersContract() throws Exception {
		Object all = invoke("all", new Object[0], new String[0]);
		assertThat(all).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("readyWorkers", 1)
			.containsEntry("reload", null);
		assertThat(invokeOne(0)).hasToString(new JsonMapper().readValue(WORKER_0, Map.class).toString());
		assertThat(invokeOne(2)).isNull();
	}

	@Test
	void jmxWhenPrimarySilentTellsWhy() {
		source.fallSilent();
		assertThatExceptionOfType(MBeanException.class).isThrownBy(() -> invokeOne(0))
			.withMessageContaining("no answer within 1 s");
	}

	private Object invokeOne(int ordinal) throws Exception {
		return invoke("one", new Object[] { ordinal }, new String[] { "int" });
	}

	private Object invoke(String operation, Object[] arguments, String[] signature) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = new ObjectName("org.springframework.boot:type=Endpoint,name=Cluster");
		return server.invoke(name, operation, arguments, signature);
	}

	private String inOrder(String json) {
		JsonNode node = new JsonMapper().readTree(json);
		return node.toString();
	}

}
