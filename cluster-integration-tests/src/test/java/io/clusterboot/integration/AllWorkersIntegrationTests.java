package io.clusterboot.integration;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.example.operated.OperatedApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for endpoints that speak for all workers, whichever is asked. Each request is on
 * a connection of its own, so that the kernel chooses the worker.
 */
@Tag("once")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AllWorkersIntegrationTests {

	private static final String PROMETHEUS = "/actuator/prometheus";

	private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

	private static final String HEAP = "This is the heap of worker ";

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	static final SharedCluster cluster = new SharedCluster((cluster) -> cluster.main(OperatedApplication.class)
		.classPath(ClassPath.operated())
		.start(2, "--management.endpoint.health.show-details=always",
				"--management.endpoint.health.probes.enabled=true", "--management.endpoint.cluster.access=unrestricted",
				"--management.endpoint.env.show-values=always", "--management.info.process.enabled=true",
				"--management.endpoint.shutdown.access=unrestricted",
				"--management.endpoint.heapdump.access=unrestricted", "--cluster.management.port=0",
				"--logging.file.name=app.log", "--operated.traced=true", "--cluster.env.HEAP=" + HEAP + "{ordinal}"));

	@Test
	void oneWhenAskedForByOrdinalAnswers() {
		for (int i = 0; i < 10; i++) {
			assertThat(get("/actuator/greeting?worker=0").get("from").asString()).isEqualTo("0");
			assertThat(get("/actuator/greeting?worker=1").get("from").asString()).isEqualTo("1");
		}
		assertThat(request("GET", "/actuator/greeting?worker=9").status()).isEqualTo(404);
		assertThat(request("GET", "/actuator/greeting?worker=9").body()).contains("There is no worker 9");
		assertThat(request("GET", "/actuator/greeting?worker=one").status()).isEqualTo(400);
	}

	@Test
	void threadsWhenReadAreThoseOfAllWorkers() {
		Set<String> workers = new TreeSet<>();
		get("/actuator/threaddump").get("threads")
			.forEach((thread) -> workers.add(thread.get("threadName").asString().replaceAll("/.*", "")));
		assertThat(workers).containsExactly("worker-0", "worker-1");
	}

	@Test
	void healthWhenReadHasEachComponentOfEachWorker() {
		JsonNode health = get("/actuator/health");
		assertThat(health.get("status").asString()).isEqualTo("UP");
		assertThat(health.get("components").get("diskSpace").get("components").propertyNames()).containsExactly("0",
				"1");
		assertThat(health.get("components").get("cluster").get("details")).isNotNull();
		assertThat(get("/actuator/health/diskSpace").get("components").propertyNames()).containsExactly("0", "1");
		assertThat(get("/actuator/health/diskSpace/1").get("details")).isNotNull();
		assertThat(get("/actuator/health/liveness").propertyNames()).containsExactly("status");
	}

	@Test
	void levelWhenSetIsSetInAllWorkersAndInLaterOnes() {
		Response response = post("/actuator/loggers/com.example", "{\"configuredLevel\":\"DEBUG\"}");
		assertThat(response.status()).isEqualTo(200);
		JsonNode workers = json.readTree(response.body()).get("workers");
		assertThat(workers).hasSize(2).allMatch((worker) -> worker.get("done").asBoolean());
		assertLevels(List.of(0, 1), "DEBUG");
		assertThat(cluster.running().operate("scale", "{\"workers\":3}").status()).isEqualTo(200);
		cluster.running().primary().awaitOutput("Worker 2 \\(id \\d+, pid \\d+\\) ready in", TestCluster.START);
		assertLevels(List.of(0, 1, 2), "DEBUG");
	}

	@Test
	void metersWhenReadAreAddedUpAndKnowTheirWorkers() {
		for (int i = 0; i < 20; i++) {
			cluster.running().get("/work");
		}
		assertThat(value("/actuator/metrics/work.done")).isEqualTo(20);
		assertThat(
				value("/actuator/metrics/work.done?tag=worker:0") + value("/actuator/metrics/work.done?tag=worker:1"))
			.isEqualTo(20);
		assertThat(value("/actuator/metrics/cluster.workers?tag=state:failed")).isZero();
		assertThat(value("/actuator/metrics/system.cpu.count")).isLessThan(64);
		assertThat(request("GET", "/actuator/metrics/no.such").status()).isEqualTo(404);
	}

	private double value(String path) {
		Response response = request("GET", path);
		return (response.status() != 404)
				? json.readTree(response.body()).get("measurements").get(0).get("value").asDouble() : 0;
	}

	@Test
	void cachesWhenClearedAreClearedInAllWorkers() {
		for (int i = 0; i < 200 && !isCached("0", "1"); i++) {
			cluster.running().get("/numbers?of=" + i);
		}
		assertThat(get("/actuator/caches").get("cacheManagers").get("cacheManager").get("caches").propertyNames())
			.containsExactly("numbers");
		Response response = request("DELETE", "/actuator/caches/numbers");
		assertThat(response.status()).isEqualTo(200);
		assertThat(json.readTree(response.body()).get("workers")).hasSizeGreaterThanOrEqualTo(2)
			.allMatch((worker) -> worker.get("done").asBoolean());
		for (int i = 0; i < 20; i++) {
			assertThat(cluster.running().get("/cached")).isEqualTo("0");
		}
		assertThat(request("DELETE", "/actuator/caches/none").status()).isEqualTo(404);
	}

	@Test
	void scrapeWhenAWorkerIsReplacedShowsAllAndNoCounterFalls() {
		RunningCluster running = cluster.running();
		for (int i = 0; i < 20; i++) {
			running.get("/work");
		}
		Scrape before = scrape(running);
		assertThat(before.values()).containsEntry("cluster_worker_up{worker=\"0\"}", 1.0)
			.containsEntry("cluster_worker_up{worker=\"1\"}", 1.0);
		double sum = value("/actuator/metrics/work.done");
		assertThat(before.sum("work_done_total{")).isEqualTo(sum);
		long pid = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", pid);
		assertThat(before.fallen(scrape(running))).isEmpty();
		running.awaitReplacement(0, pid);
		Scrape after = scrape(running);
		assertThat(before.fallen(after)).isEmpty();
		assertThat(after.sum("work_done_total{")).isEqualTo(sum);
		assertThat(value("/actuator/metrics/work.done")).isEqualTo(sum);
	}

	@Test
	void scrapeWhenThePrimaryIsAskedIsThatOfTheWorkers() {
		Scrape workers = scrape(cluster.running());
		Management primary = Management.ofPrimary(cluster.running().primary());
		Scrape scrape = Scrape.of(primary.response(PROMETHEUS).body());
		assertThat(workers.fallen(scrape)).isEmpty();
		assertThat(Scrape.of(primary.response("/actuator/prometheus?includedNames=work_done").body()).values().keySet())
			.allMatch((series) -> series.startsWith("work_done_total{"));
	}

	@Test
	void scrapeWhenAWorkerHangsTellsSoAndKeepsWhatItCounted() {
		Management primary = Management.ofPrimary(cluster.running().primary());
		List<Long> pids = cluster.running().firstTwo("/series?count=1");
		try (KeptConnection other = KeptConnection.to(cluster.running(), pids.get(0))) {
			Scrape before = openMetrics(other.get(PROMETHEUS, OPEN_METRICS));
			assertThat(before.values()).containsEntry("cluster_worker_up{worker=\"1\"}", 1.0);
			Processes.stop(pids.get(1));
			try {
				assertHangs(before, other.get(PROMETHEUS, OPEN_METRICS));
				awaitParked(primary, true);
				assertHangs(before, primary.prometheus(OPEN_METRICS));
			}
			finally {
				Processes.signal("CONT", pids.get(1));
			}
		}
		awaitParked(primary, false);
		assertThat(cluster.running().worker(1).get("pid").asLong()).isEqualTo(pids.get(1));
	}

	private static void assertHangs(Scrape before, Response response) {
		Scrape after = openMetrics(response);
		assertThat(after.values()).containsEntry("cluster_worker_up{worker=\"0\"}", 1.0)
			.containsEntry("cluster_worker_up{worker=\"1\"}", 0.0);
		String counted = "series_total{number=\"0\",worker=\"1\"}";
		assertThat(before.values().get(counted)).isPositive().isEqualTo(after.values().get(counted));
		assertThat(before.fallen(after)).isEmpty();
	}

	private static void awaitParked(Management primary, boolean parked) {
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> primary.get("/actuator/cluster/1").get("parked").asBoolean() == parked);
	}

	@Test
	void scrapeWhenCountsHaveTracesShowsThoseOfEachWorker() {
		cluster.running().firstTwo("/series?count=1");
		String scrape = Response
			.in(URI.create("http://127.0.0.1:" + cluster.running().port() + PROMETHEUS), OPEN_METRICS)
			.body();
		for (int worker : List.of(0, 1)) {
			assertThat(scrape).containsPattern("series_total\\{number=\"0\",worker=\"" + worker
					+ "\"} \\S+ # \\{[^}]*trace_id=\"a{31}" + worker + "\"");
		}
	}

	private static Scrape openMetrics(Response response) {
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).endsWith("# EOF\n");
		return Scrape.of(response.body());
	}

	private static Scrape scrape(RunningCluster running) {
		return Scrape.of(running.get(PROMETHEUS));
	}

	private boolean isCached(String... workers) {
		return Arrays.stream(workers)
			.allMatch((worker) -> request("GET", "/actuator/caches/numbers?worker=" + worker).status() == 200);
	}

	@Test
	void contentsWhenReadComeFromOneWorker() {
		Set<String> logs = new TreeSet<>();
		for (int i = 0; i < 10; i++) {
			logs.add(cluster.running().get("/actuator/logfile").lines().limit(3).toList().toString());
		}
		assertThat(logs).hasSize(1);
		for (int worker : List.of(0, 1)) {
			assertThat(cluster.running().get("/actuator/logfile?worker=" + worker))
				.contains(" with PID " + cluster.running().worker(worker).get("pid").asLong() + " ")
				.contains("Started OperatedApplication");
		}
	}

	@Test
	void heapWhenReadIsThatOfTheWorkerThatIsNamed() {
		for (int worker : List.of(0, 1)) {
			String heap = cluster.running().get("/actuator/heapdump?worker=" + worker);
			assertThat(heap.substring(0, 12)).isEqualTo("JAVA PROFILE");
			assertThat(Stream.of(0, 1).filter((one) -> heap.contains(HEAP + one))).containsExactly(worker);
		}
	}

	@Test
	void startupWhenReadHasTheStepsOfAllWorkers() {
		Set<String> workers = new TreeSet<>();
		get("/actuator/startup").get("timeline").get("events").forEach((event) -> {
			JsonNode tags = event.get("startupStep").get("tags");
			workers.add(tags.get(tags.size() - 1).toString());
		});
		assertThat(workers).contains("{\"key\":\"worker\",\"value\":\"0\"}", "{\"key\":\"worker\",\"value\":\"1\"}");
	}

	@Test
	void writeWhenRefusedIsPassedOnToNobody() {
		assertThat(post("/actuator/loggers/org.example", "{\"configuredLevel\":\"LOUD\"}").status()).isEqualTo(400);
		assertThat(request("GET", "/actuator/loggers/org.example?worker=0").status()).isEqualTo(404);
		assertThat(request("GET", "/actuator/loggers/org.example?worker=1").status()).isEqualTo(404);
	}

	@Test
	void customEndpointWhenWrittenStaysInOneWorkerUnlessOptedIn() {
		assertThat(post("/actuator/greeting?worker=1", "{\"greeting\":\"Salve\"}").status()).isEqualTo(204);
		assertThat(get("/actuator/greeting?worker=1").get("greeting").asString()).isEqualTo("Salve");
		assertThat(get("/actuator/greeting?worker=0").get("greeting").asString()).isEqualTo("Hello");
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void shutdownWhenAskedForEndsTheWholeCluster() {
		RunningCluster running = cluster.running();
		List<String> ordinals = running.status().get("workers").findValuesAsString("ordinal");
		Response response = post("/actuator/shutdown", "{}");
		assertThat(response.status()).isEqualTo(200);
		JsonNode workers = json.readTree(response.body()).get("workers");
		assertThat(workers.findValuesAsString("ordinal")).isEqualTo(ordinals).contains("0", "1");
		assertThat(workers).allMatch((worker) -> worker.get("done").asBoolean());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isZero();
		assertThat(running.workers()).isEmpty();
	}

	private void assertLevels(List<Integer> workers, String level) {
		workers.forEach((worker) -> assertThat(
				get("/actuator/loggers/com.example?worker=" + worker).get("configuredLevel").asString())
			.isEqualTo(level));
	}

	private static JsonNode get(String path) {
		return json.readTree(cluster.running().get(path));
	}

	private static Response request(String method, String path) {
		return cluster.running().request(method, path);
	}

	private static Response post(String path, String body) {
		return Response.of("POST", URI.create("http://127.0.0.1:" + cluster.running().port() + path), body);
	}

}
