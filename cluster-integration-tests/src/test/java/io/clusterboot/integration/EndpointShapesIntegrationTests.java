package io.clusterboot.integration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.example.operated.OperatedApplication;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that tools which know Boot's endpoints know a cluster's: the same requests to a
 * plain application and to a cluster of it are answered in the same shape.
 */
@Tag("once")
class EndpointShapesIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	private static final String[] OPTIONS = { "--management.endpoint.health.show-details=always",
			"--management.endpoint.health.probes.enabled=true", "--management.endpoint.env.show-values=always",
			"--management.info.process.enabled=true", "--management.info.java.enabled=true",
			"--logging.file.name=app.log" };

	/**
	 * What there may be of any name, by Boot's documentation.
	 */
	private static final Set<String> NAMES = Set.of("/_links", "/propertySources[]/properties", "/contexts{}/beans",
			"/contexts", "/contexts{}/mappings", "/contexts{}/mappings/dispatcherServlets",
			"/contexts{}/positiveMatches", "/contexts{}/negativeMatches", "/loggers", "/groups", "/cacheManagers",
			"/cacheManagers{}/caches", "/contexts{}/beans{}/properties", "/contexts{}/beans{}/inputs",
			"/contexts{}/beans{}/properties{}", "/contexts{}/beans{}/inputs{}", "/components");

	/**
	 * What there may be or not, by Boot's documentation. A component of the health may be
	 * made of others.
	 */
	private static final Set<String> OPTIONAL = Set.of("/_links", "/components", "/details", "/workers", "/description",
			"/baseUnit", "/groups", "/components{}/details", "/components{}/components", "/threads[]/lockInfo",
			"/threads[]/lockName", "/threads[]/lockOwnerName", "/threads[]/stackTrace[]/classLoaderName",
			"/threads[]/stackTrace[]/moduleName", "/threads[]/stackTrace[]/moduleVersion",
			"/threads[]/stackTrace[]/fileName");

	private static final List<String> READS = List.of("", "/health", "/health/liveness", "/health/readiness",
			"/health/diskSpace", "/health/none", "/info", "/metrics", "/metrics/jvm.memory.used",
			"/metrics/http.server.requests", "/metrics/http.server.requests?tag=status:200", "/metrics/none",
			"/threaddump", "/env", "/env/server.port", "/env/none", "/configprops", "/configprops/server", "/beans",
			"/mappings", "/conditions", "/scheduledtasks", "/caches", "/caches/numbers", "/caches/none", "/loggers",
			"/loggers/ROOT", "/loggers/none", "/httpexchanges", "/startup", "/logfile", "/prometheus", "/greeting",
			"/none");

	private static final List<Request> WRITES = List.of(
			new Request("POST", "/loggers/com.example", "{\"configuredLevel\":\"DEBUG\"}"),
			new Request("POST", "/loggers/com.other", "{\"configuredLevel\":\"LOUD\"}"),
			new Request("DELETE", "/caches/numbers", null), new Request("DELETE", "/caches/none", null),
			new Request("DELETE", "/caches", null), new Request("POST", "/greeting", "{\"greeting\":\"Hi\"}"),
			new Request("POST", "/greeting", "{}"), new Request("POST", "/none", "{}"),
			new Request("DELETE", "/health", null), new Request("POST", "/startup", "{}"));

	/**
	 * The writes that Boot answers with 204, and a cluster with 200 (503 if a worker did
	 * not do it) and a body that names the workers.
	 */
	private static final Set<String> WRITTEN_TO_ALL = Set.of("POST /loggers/com.example", "DELETE /caches/numbers",
			"DELETE /caches");

	/**
	 * What has to be in an answer for the comparison to say something.
	 */
	private static final Map<String, String> FILLED = Map.ofEntries(Map.entry("GET /httpexchanges", "/exchanges"),
			Map.entry("GET /startup", "/timeline/events"), Map.entry("POST /startup", "/timeline/events"),
			Map.entry("GET /threaddump", "/threads"), Map.entry("GET /metrics", "/names"),
			Map.entry("GET /metrics/http.server.requests", "/availableTags"), Map.entry("GET /env", "/propertySources"),
			Map.entry("GET /scheduledtasks", "/fixedDelay"),
			Map.entry("GET /caches", "/cacheManagers/cacheManager/caches"), Map.entry("GET /loggers", "/loggers"),
			Map.entry("GET /health", "/components"));

	/**
	 * What only a cluster has to tell, most of it only where the kernel does.
	 */
	private static final Map<String, String> CLUSTER_FAMILIES = Map.ofEntries(
			Map.entry("cluster_listener_drops_total", "counter"),
			Map.entry("cluster_listener_overflows_total", "counter"), Map.entry("cluster_listener_queue", "gauge"),
			Map.entry("cluster_listener_queue_max", "gauge"), Map.entry("cluster_reloads_total", "counter"),
			Map.entry("cluster_restarts_total", "counter"), Map.entry("cluster_worker_connections", "gauge"),
			Map.entry("cluster_worker_heartbeat_age_seconds", "gauge"),
			Map.entry("cluster_worker_requests_active", "gauge"), Map.entry("cluster_worker_requests_total", "counter"),
			Map.entry("cluster_worker_restarts_total", "counter"),
			Map.entry("cluster_worker_startup_last_seconds", "gauge"),
			Map.entry("cluster_worker_startup_seconds", "summary"), Map.entry("cluster_worker_up", "gauge"),
			Map.entry("cluster_worker_weight", "gauge"), Map.entry("cluster_workers", "gauge"));

	/**
	 * What depends on what a thread does at the moment.
	 */
	private static final Set<String> MOMENTARY = Set.of("/threads[]/lockedMonitors", "/threads[]/lockedSynchronizers",
			"/threads[]/stackTrace");

	private static final Shape SHAPE = new Shape(NAMES, OPTIONAL, MOMENTARY);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void answersHaveTheShapeThatAPlainApplicationAnswersIn() {
		this.cluster.main(OperatedApplication.class).classPath(ClassPath.operated());
		RunningCluster running = this.cluster.start(2, OPTIONS);
		Jvm plain = this.cluster.run(plain());
		String port = plain.awaitOutput("Tomcat started on port (\\d+)", TestCluster.START).group(1);
		plain.awaitOutput("Started OperatedApplication", TestCluster.START);
		List<Integer> ports = List.of(Integer.parseInt(port), running.port());
		for (int each : ports) {
			for (int i = 0; i < 6; i++) {
				Response.of("GET", URI.create("http://127.0.0.1:" + each + "/numbers?of=" + i));
			}
		}
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			awaitCache(running, ordinal);
		}
		List<String> differences = new ArrayList<>();
		Stream.concat(READS.stream().map(Request::read), WRITES.stream())
			.forEach((request) -> compare(request, request.send(ports.get(0)), request.send(ports.get(1)))
				.forEach((difference) -> differences.add(request.name() + ": " + difference)));
		assertThat(differences).isEmpty();
	}

	/**
	 * Wait until a worker has the cache, which it gets with the first request that the
	 * kernel gives it.
	 * @param running the cluster
	 * @param ordinal ordinal of the worker
	 */
	private static void awaitCache(RunningCluster running, int ordinal) {
		Awaitility.await().until(() -> {
			running.get("/numbers?of=1");
			return running.get("/actuator/caches?worker=" + ordinal).contains("numbers");
		});
	}

	private static String[] plain() {
		return Stream
			.concat(Stream.of("--server.port=0", "--management.endpoints.web.exposure.include=*"), Stream.of(OPTIONS))
			.toArray(String[]::new);
	}

	private static List<String> compare(Request request, Response plain, Response cluster) {
		if (WRITTEN_TO_ALL.contains(request.name())) {
			return written(plain, cluster);
		}
		if (plain.status() != cluster.status() || !plain.type().equals(cluster.type())) {
			return List
				.of("%d %s, not %d %s".formatted(cluster.status(), cluster.type(), plain.status(), plain.type()));
		}
		return switch (request.name()) {
			case "GET /prometheus" -> families(plain, cluster);
			case "GET /logfile" -> Stream.of(plain, cluster)
				.filter((response) -> !response.body().contains("Started OperatedApplication"))
				.map(Response::body)
				.toList();
			default -> bodies(request, plain, cluster);
		};
	}

	/**
	 * The one intended deviation: what all workers do is answered with who did it.
	 */
	private static List<String> written(Response plain, Response cluster) {
		if (plain.status() != 204 || cluster.status() != 200 || !cluster.type().equals("application/json")) {
			return List.of("%s, not %s".formatted(cluster, plain));
		}
		return SHAPE.differences(tree("{'workers':[{'ordinal':0,'id':1,'done':true}]}"), json.readTree(cluster.body()));
	}

	private static List<String> bodies(Request request, Response plain, Response cluster) {
		if (plain.body().isEmpty() && cluster.body().isEmpty()) {
			return List.of();
		}
		JsonNode model = json.readTree(plain.body());
		JsonNode answer = json.readTree(cluster.body());
		String filled = FILLED.get(request.name());
		return (filled != null && (model.at(filled).isEmpty() || answer.at(filled).isEmpty()))
				? List.of("nothing to compare at " + filled) : SHAPE.differences(model, answer);
	}

	private static List<String> families(Response plain, Response cluster) {
		Map<String, String> missing = families(plain);
		Map<String, String> added = families(cluster);
		assertThat(missing).hasSizeGreaterThan(50);
		assertThat(added).containsKeys("cluster_workers", "cluster_worker_up");
		added.entrySet().removeAll(missing.entrySet());
		missing.entrySet().removeAll(families(cluster).entrySet());
		added.entrySet().removeAll(CLUSTER_FAMILIES.entrySet());
		return (missing.isEmpty() && added.isEmpty()) ? List.of() : List.of("has " + added + ", not " + missing);
	}

	private static Map<String, String> families(Response scrape) {
		return scrape.body()
			.lines()
			.filter((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.split(" "))
			.filter((words) -> !words[2].startsWith("jvm_gc_pause_"))
			.collect(Collectors.toMap((words) -> words[2], (words) -> words[3], (one, two) -> one + two, TreeMap::new));
	}

	/**
	 * Tests for the comparison itself.
	 */
	@Test
	void shapeWhenSomethingElseIsThereTellsWhat() {
		Shape shape = new Shape(Set.of("/names"), Set.of("/maybe"), Set.of("/now"));
		assertThat(shape.differences(tree("{'a':1,'b':[{'c':1}]}"), tree("{'a':'1','b':[{'d':1}],'e':1}")))
			.containsExactly("/a is STRING, not NUMBER", "/b[]/c is missing", "/b[]/d is not in a plain application's",
					"/e is not in a plain application's");
		assertThat(shape.differences(tree("{'names':{'x':{'a':1}},'maybe':1}"), tree("{'names':{'y':{'a':2}}}")))
			.isEmpty();
		assertThat(shape.differences(tree("{'names':{'x':{'a':1}}}"), tree("{'names':{'y':1}}"))).hasSize(1);
		assertThat(shape.differences(tree("{'now':null,'a':null,'b':[],'c':1}"),
				tree("{'now':[1],'a':1,'b':[1],'c':null}")))
			.containsExactly("/a is NUMBER, not NULL", "/b has 1 elements, not 0", "/c is NULL, not NUMBER");
		assertThat(shape.differences(tree("{'now':[],'b':[],'names':{'x':1}}"), tree("{'now':[1],'b':[],'names':{}}")))
			.containsExactly("/names has 0 elements, not 1");
	}

	private static JsonNode tree(String text) {
		return json.readTree(text.replace('\'', '"'));
	}

	/**
	 * A request below {@code /actuator}.
	 *
	 * @param method the method
	 * @param path the path
	 * @param json the body, or {@code null} for none
	 */
	private record Request(String method, String path, @Nullable String json) {

		static Request read(String path) {
			return new Request("GET", path, null);
		}

		String name() {
			return this.method + " " + this.path;
		}

		Response send(int port) {
			return Response.of(this.method, URI.create("http://127.0.0.1:" + port + "/actuator" + this.path),
					this.json);
		}

	}

}
