package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the actuator shows of a running cluster. The management port is a
 * separate one, so that asking changes no figure.
 */
class StatusIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	/**
	 * What changes from one moment to the next.
	 */
	private static final List<String> VOLATILE = List.of("uptime", "heartbeatAge", "connections", "requests", "memory",
			"cpu", "threads");

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void statusWhenAskedShowsTheContractAndTheSamePictureEverywhere() {
		RunningCluster running = this.cluster.start(2, "--management.server.port=0");
		Instant before = Instant.now();
		int management = running.managementPort();
		Map<Long, JsonNode> answers = answers(management);
		JsonNode first = answers.values().iterator().next();
		assertThat(first.propertyNames()).containsExactly("answeredBy", "primary", "desiredWorkers", "readyWorkers",
				"generation", "listeners", "reload", "workers");
		assertAnsweredBy(answers, running);
		assertPrimary(first.get("primary"), running, before);
		assertThat(first.get("desiredWorkers").intValue()).isEqualTo(2);
		assertThat(first.get("readyWorkers").intValue()).isEqualTo(2);
		assertThat(first.get("generation").intValue()).isOne();
		assertThat(first.get("reload").isNull()).isTrue();
		assertListeners(first.get("listeners"), running.port(), management);
		assertThat(first.get("workers")).hasSize(2);
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			assertWorker(first.get("workers").get(ordinal), ordinal, before);
			assertThat(lasting(get(management, "/actuator/cluster/" + ordinal)))
				.isEqualTo(lasting(first.get("workers").get(ordinal)));
		}
		assertThat(answers.values().stream().map(this::lastingAll).distinct()).hasSize(1);
		assertThat(response(management, "/actuator/cluster/2").status()).isEqualTo(404);
	}

	private void assertAnsweredBy(Map<Long, JsonNode> answers, RunningCluster running) {
		assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(running.workers());
		answers.forEach((pid, status) -> {
			JsonNode by = status.get("answeredBy");
			assertThat(by.propertyNames()).containsExactly("role", "ordinal", "pid");
			assertThat(by.get("role").stringValue()).isEqualTo("WORKER");
			JsonNode worker = status.get("workers").get(by.get("ordinal").intValue());
			assertThat(worker.get("pid").longValue()).isEqualTo(pid);
		});
	}

	private void assertPrimary(JsonNode primary, RunningCluster running, Instant now) {
		assertThat(primary.propertyNames()).containsExactly("pid", "startTime", "uptime");
		assertThat(primary.get("pid").longValue()).isEqualTo(running.primary().pid());
		assertThat(Instant.parse(primary.get("startTime").stringValue())).isBetween(now.minusSeconds(120), now);
		assertThat(Duration.parse(primary.get("uptime").stringValue())).isPositive();
	}

	private void assertListeners(JsonNode listeners, int... ports) {
		assertThat(listeners).hasSize(ports.length);
		for (int i = 0; i < ports.length; i++) {
			assertThat(listeners.get(i).propertyNames()).containsExactly("address", "port", "steering",
					"steeringReason");
			assertThat(listeners.get(i).get("address").stringValue()).isEqualTo("*");
			assertThat(listeners.get(i).get("port").intValue()).isEqualTo(ports[i]);
			assertThat(listeners.get(i).get("steering").stringValue()).isIn("ACTIVE", "OFF");
			assertThat(listeners.get(i).get("steeringReason").isNull())
				.isEqualTo(listeners.get(i).get("steering").stringValue().equals("ACTIVE"));
		}
	}

	private void assertWorker(JsonNode worker, int ordinal, Instant now) {
		assertThat(worker.propertyNames()).containsExactly("id", "ordinal", "pid", "generation", "state", "parked",
				"replaces", "startTime", "uptime", "restarts", "lastExit", "heartbeatAge", "weight", "connections",
				"requests", "memory", "cpu", "threads");
		assertThat(worker.get("id").longValue()).isEqualTo(ordinal + 1L);
		assertThat(worker.get("ordinal").intValue()).isEqualTo(ordinal);
		assertThat(worker.get("generation").intValue()).isOne();
		assertThat(worker.get("state").stringValue()).isEqualTo("READY");
		assertThat(worker.get("parked").booleanValue()).isFalse();
		assertThat(worker.get("replaces").isNull()).isTrue();
		assertThat(Instant.parse(worker.get("startTime").stringValue())).isBetween(now.minusSeconds(120), now);
		assertThat(Duration.parse(worker.get("uptime").stringValue())).isPositive();
		assertThat(worker.get("restarts").intValue()).isZero();
		assertThat(worker.get("lastExit").isNull()).isTrue();
		assertThat(Duration.parse(worker.get("heartbeatAge").stringValue())).isLessThan(Duration.ofSeconds(30));
		assertThat(worker.get("weight").intValue()).isBetween(0, 100);
		assertThat(worker.get("connections").isIntegralNumber()).isTrue();
		assertThat(worker.get("cpu").isNumber()).isTrue();
		assertThat(worker.get("threads").intValue()).isPositive();
		assertThat(worker.get("requests").propertyNames()).containsExactly("active", "total");
		JsonNode memory = worker.get("memory");
		assertThat(memory.propertyNames()).containsExactly("heapUsed", "heapMax", "rss");
		assertThat(memory.get("heapUsed").longValue()).isBetween(1L << 20, memory.get("heapMax").longValue());
		assertThat(memory.get("rss").longValue()).isGreaterThan(memory.get("heapUsed").longValue());
	}

	@Test
	void figuresWhenRequestsComeAreExactAndFresh() throws IOException {
		RunningCluster running = this.cluster.start(2, "--management.server.port=0");
		int management = running.managementPort();
		Map<String, Long> sent = new TreeMap<>();
		for (int i = 0; i < 100; i++) {
			sent.merge(running.get("/pid"), 1L, Long::sum);
		}
		awaitTotals(management, sent);
		List<Long> delays = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			sent.merge(running.get("/pid"), 1L, Long::sum);
			long start = System.nanoTime();
			awaitTotals(management, sent);
			delays.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
		}
		System.out.println("Requests were seen by every worker after ms: " + delays);
		// The middle of five: a machine that stalls for a moment proves nothing.
		assertThat(delays.stream().sorted().toList().get(2)).isLessThan(2000);
		assertThat(running.request("GET", "/nowhere").status()).isEqualTo(404);
		assertThat(running.request("GET", "/async?millis=1").status()).isEqualTo(200);
		await(management, (worker) -> worker.get("requests").get("total").longValue(), 107);
		countsConnections(running, management);
	}

	/**
	 * Wait until every worker shows as many requests of each worker as it was sent.
	 */
	private void awaitTotals(int management, Map<String, Long> sent) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> answers(management).values().forEach((status) -> {
				Map<String, Long> shown = new TreeMap<>();
				status.get("workers")
					.forEach((worker) -> shown.put(worker.get("pid").asString(),
							worker.get("requests").get("total").longValue()));
				assertThat(shown).containsAllEntriesOf(sent);
			}));
	}

	private void countsConnections(RunningCluster running, int management) throws IOException {
		List<Socket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < 7; i++) {
				sockets.add(keepAlive(running.port()));
			}
			await(management, (worker) -> worker.get("connections").longValue(), 7);
		}
		finally {
			for (Socket socket : sockets) {
				socket.close();
			}
		}
		await(management, (worker) -> worker.get("connections").longValue(), 0);
		await(management, (worker) -> worker.get("requests").get("active").longValue(), 0);
	}

	/**
	 * Send a request and keep the connection.
	 */
	private Socket keepAlive(int port) throws IOException {
		Socket socket = new Socket("127.0.0.1", port);
		socket.getOutputStream().write("GET /pid HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		InputStream answer = socket.getInputStream();
		assertThat(answer.read()).isEqualTo('H');
		return socket;
	}

	private void await(int management, ToLongFunction<JsonNode> value, long sum) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
			LongStream.Builder values = LongStream.builder();
			get(management, "/actuator/cluster").get("workers")
				.forEach((worker) -> values.add(value.applyAsLong(worker)));
			assertThat(values.build().sum()).isEqualTo(sum);
		});
	}

	@Test
	void healthAndMetersWhenWorkerIsDownShowIt() {
		RunningCluster running = this.cluster.start(2, "--management.server.port=0",
				"--cluster.restart.initial-backoff=10s", "--management.endpoint.health.show-details=always");
		int management = running.managementPort();
		awaitSound(management, 0);
		long victim = get(management, "/actuator/cluster/0").get("pid").longValue();
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
	private void awaitSound(int management, int restarts) {
		Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
			for (int i = 0; i < 10; i++) {
				assertHealth(management, "UP", 2);
				assertThat(meter(management, "cluster.workers?tag=state:ready")).isEqualTo(2);
				assertThat(meter(management, "cluster.worker.up?tag=worker:0")).isOne();
				assertThat(meter(management, "cluster.worker.restarts?tag=worker:0")).isEqualTo(restarts);
			}
		});
	}

	private void assertDegraded(int management) {
		Awaitility.await().atMost(Duration.ofSeconds(4)).ignoreExceptions().untilAsserted(() -> {
			JsonNode worker = get(management, "/actuator/cluster/0");
			assertThat(worker.get("state").stringValue()).isEqualTo("BACKING_OFF");
			assertThat(worker.get("pid").isNull()).isTrue();
			assertThat(worker.get("uptime").isNull()).isTrue();
			assertThat(worker.get("heartbeatAge").isNull()).isTrue();
			assertHealth(management, "DEGRADED", 1);
		});
		assertThat(response(management, "/actuator/health/readiness").status()).isEqualTo(200);
		assertThat(get(management, "/actuator/cluster").get("readyWorkers").intValue()).isOne();
		Awaitility.await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
			assertThat(meter(management, "cluster.workers?tag=state:ready")).isOne();
			assertThat(meter(management, "cluster.workers?tag=state:backing_off")).isOne();
			assertThat(meter(management, "cluster.worker.up?tag=worker:0")).isZero();
		});
	}

	private void assertReplacement(int management, long victim) {
		JsonNode worker = get(management, "/actuator/cluster/0");
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

	private void assertHealth(int management, String status, int ready) {
		Response response = response(management, "/actuator/health");
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		JsonNode health = json.readTree(response.body());
		assertThat(health.get("status").stringValue()).isEqualTo(status);
		JsonNode contributor = health.get("components").get("cluster");
		assertThat(contributor.get("status").stringValue()).isEqualTo(status);
		assertThat(contributor.get("details").get("desired").intValue()).isEqualTo(2);
		assertThat(contributor.get("details").get("ready").intValue()).isEqualTo(ready);
	}

	private int meter(int management, String name) {
		return get(management, "/actuator/metrics/" + name).get("measurements").get(0).get("value").intValue();
	}

	/**
	 * Return what each worker answers, by its process id.
	 */
	private Map<Long, JsonNode> answers(int management) {
		Map<Long, JsonNode> answers = new TreeMap<>();
		for (int i = 0; i < 100 && answers.size() < 2; i++) {
			JsonNode status = get(management, "/actuator/cluster");
			answers.putIfAbsent(status.get("answeredBy").get("pid").longValue(), status);
		}
		assertThat(answers).hasSize(2);
		return answers;
	}

	private JsonNode lastingAll(JsonNode status) {
		ObjectNode copy = (ObjectNode) status.deepCopy();
		copy.remove("answeredBy");
		((ObjectNode) copy.get("primary")).remove("uptime");
		copy.get("workers").forEach((worker) -> ((ObjectNode) worker).remove(VOLATILE));
		return copy;
	}

	private JsonNode lasting(JsonNode worker) {
		return ((ObjectNode) worker.deepCopy()).remove(VOLATILE);
	}

	private JsonNode get(int management, String path) {
		Response response = response(management, path);
		assertThat(response.status()).as(response.body()).isEqualTo(200);
		return json.readTree(response.body());
	}

	private Response response(int management, String path) {
		return Response.of("GET", URI.create("http://127.0.0.1:" + management + path));
	}

}
