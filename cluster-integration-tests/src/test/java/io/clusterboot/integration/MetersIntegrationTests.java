package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters of a running cluster: what the primary counts, and what the kernel
 * says of its sockets.
 */
@Tag("once")
class MetersIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	static final SharedCluster cluster = new SharedCluster(
			(cluster) -> cluster.start(2, "--cluster.listen=reuseport", "--cluster.steering=auto"));

	@Test
	void countersAreTheSameInEveryWorkerAndOutliveThem() {
		RunningCluster running = cluster.running();
		running.answering(20);
		double killed = meter("cluster.restarts?tag=reason:killed");
		double startups = meter("cluster.worker.startup?tag=worker:0");
		await("cluster.worker.requests?tag=worker:0", (requests) -> requests > 0);
		List<Double> requests = new ArrayList<>();
		long former = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", former);
		Awaitility.await()
			.atMost(TestCluster.START)
			.pollInterval(Duration.ofMillis(10))
			// Connections of the worker that is killed
			.ignoreExceptionsInstanceOf(UncheckedIOException.class)
			.until(() -> {
				requests.add(meter("cluster.worker.requests?tag=worker:0"));
				return meter("cluster.worker.startup?tag=worker:0") > startups;
			});
		for (int i = 0; i < 40; i++) {
			assertThat(meter("cluster.restarts?tag=reason:killed")).isEqualTo(killed + 1);
			assertThat(meter("cluster.worker.startup?tag=worker:0")).isEqualTo(startups + 1);
			requests.add(meter("cluster.worker.requests?tag=worker:0"));
		}
		assertThat(requests).isSorted();
		assertThat(meter("cluster.worker.startup.last?tag=worker:0")).isBetween(0.01, 60.0);
	}

	@Test
	void ownMetersSayWhichWorkerTheyAreOf() {
		Set<String> workers = new TreeSet<>();
		for (int i = 0; i < 40; i++) {
			workers.addAll(values("process.uptime", "worker"));
		}
		assertThat(workers).containsExactly("0", "1");
		assertThat(values("cluster.workers", "worker")).isEmpty();
		assertThat(values("cluster.worker.up", "worker")).containsExactlyInAnyOrder("0", "1");
	}

	@Test
	void frozenWorkerShowsByItsQueueAndItsHeartbeat() throws IOException {
		RunningCluster running = cluster.running();
		long frozen = running.worker(0).get("pid").asLong();
		List<Socket> waiting = new ArrayList<>();
		Processes.stop(frozen);
		try {
			for (int i = 0; i < 40; i++) {
				waiting.add(new Socket("127.0.0.1", running.port()));
			}
			// Who asks before may have to wait, too
			running.primary().awaitOutput("Worker 0 .* parked", TestCluster.START);
			assertThat(meter("cluster.listener.queue?tag=worker:0")).isBetween(1.0, 40.0);
			assertThat(meter("cluster.listener.queue.max?tag=worker:0")).isGreaterThanOrEqualTo(40);
			assertThat(meter("cluster.worker.weight?tag=worker:0")).isZero();
			double age = meter("cluster.worker.heartbeat.age?tag=worker:0");
			await("cluster.worker.heartbeat.age?tag=worker:0", (later) -> later > age + 1);
		}
		finally {
			Processes.signal("CONT", frozen);
			for (Socket socket : waiting) {
				socket.close();
			}
		}
		await("cluster.listener.queue?tag=worker:0", (length) -> length == 0);
		await("cluster.worker.heartbeat.age?tag=worker:0", (age) -> age < 2);
		await("cluster.worker.weight?tag=worker:0", (weight) -> weight > 0);
	}

	private void await(String meter, DoublePredicate condition) {
		Awaitility.await().atMost(TestCluster.START).until(() -> condition.test(meter(meter)));
	}

	private double meter(String meter) {
		return get(meter).get("measurements").get(0).get("value").asDouble();
	}

	private Collection<String> values(String meter, String tag) {
		List<String> values = new ArrayList<>();
		for (JsonNode available : get(meter).get("availableTags")) {
			if (available.get("tag").asString().equals(tag)) {
				available.get("values").forEach((value) -> values.add(value.asString()));
			}
		}
		return values;
	}

	private JsonNode get(String meter) {
		return json.readTree(cluster.running().get("/actuator/metrics/" + meter));
	}

}
