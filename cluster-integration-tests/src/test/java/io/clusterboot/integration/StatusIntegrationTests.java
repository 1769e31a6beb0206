package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the actuator shows of a running cluster. The management port is a
 * separate one, so that asking changes no figure.
 */
@Tag("once")
class StatusIntegrationTests {

	/**
	 * What changes from one moment to the next.
	 */
	private static final List<String> VOLATILE = List.of("uptime", "heartbeatAge", "connections", "requests", "memory",
			"cpu", "threads");

	@RegisterExtension
	static final SharedCluster cluster = new SharedCluster((cluster) -> cluster.start(2, "--management.server.port=0"));

	@Test
	void statusWhenAskedShowsTheContractAndTheSamePictureEverywhere() {
		RunningCluster running = cluster.running();
		Instant before = Instant.now();
		Management management = new Management(running.managementPort());
		Map<Long, JsonNode> answers = management.answers();
		JsonNode first = answers.values().iterator().next();
		assertThat(first.propertyNames()).containsExactly("answeredBy", "primary", "desiredWorkers", "readyWorkers",
				"generation", "listeners", "reload", "workers");
		assertAnsweredBy(answers, running);
		assertPrimary(first.get("primary"), running, before);
		assertThat(first.get("desiredWorkers").intValue()).isEqualTo(2);
		assertThat(first.get("readyWorkers").intValue()).isEqualTo(2);
		assertThat(first.get("generation").intValue()).isOne();
		assertThat(first.get("reload").isNull()).isTrue();
		assertListeners(first.get("listeners"), running.port(), management.port());
		assertThat(first.get("workers")).hasSize(2);
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			assertWorker(first.get("workers").get(ordinal), ordinal, before);
			assertThat(lasting(management.get("/actuator/cluster/" + ordinal)))
				.isEqualTo(lasting(first.get("workers").get(ordinal)));
		}
		assertThat(answers.values().stream().map(this::lastingAll).distinct()).hasSize(1);
		assertThat(management.response("/actuator/cluster/2").status()).isEqualTo(404);
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
			assertThat(listeners.get(i).propertyNames()).containsExactly("address", "port", "listen", "steering",
					"steeringReason", "sockets", "program");
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
		assertThat(memory.propertyNames()).containsExactly("heapUsed", "heapMax", "rss", "heapAfterGc");
		assertThat(memory.get("heapUsed").longValue()).isBetween(1L << 20, memory.get("heapMax").longValue());
		assertThat(memory.get("rss").longValue()).isGreaterThan(memory.get("heapUsed").longValue());
	}

	@Test
	void figuresWhenRequestsComeAreExactAndFresh() throws IOException {
		RunningCluster running = cluster.running();
		Management management = new Management(running.managementPort());
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
		assertThat(delays.stream().sorted().toList().get(2)).isLessThan(Limit.ofSeconds(2).toMillis());
		assertThat(running.request("GET", "/nowhere").status()).isEqualTo(404);
		assertThat(running.request("GET", "/async?millis=1").status()).isEqualTo(200);
		await(management, (worker) -> worker.get("requests").get("total").longValue(), 107);
		countsConnections(running, management);
	}

	/**
	 * Wait until every worker shows as many requests of each worker as it was sent.
	 */
	private void awaitTotals(Management management, Map<String, Long> sent) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> management.answers().values().forEach((status) -> {
				Map<String, Long> shown = new TreeMap<>();
				status.get("workers")
					.forEach((worker) -> shown.put(worker.get("pid").asString(),
							worker.get("requests").get("total").longValue()));
				assertThat(shown).containsAllEntriesOf(sent);
			}));
	}

	private void countsConnections(RunningCluster running, Management management) throws IOException {
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

	private void await(Management management, ToLongFunction<JsonNode> value, long sum) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			LongStream.Builder values = LongStream.builder();
			management.get("/actuator/cluster")
				.get("workers")
				.forEach((worker) -> values.add(value.applyAsLong(worker)));
			assertThat(values.build().sum()).isEqualTo(sum);
		});
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

}
