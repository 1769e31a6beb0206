package io.clusterboot.integration;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cluster that serves, as a client and an operator see it.
 */
class RunningCluster {

	private static final String HEARD = "HEARD by ";

	private static final JsonMapper json = new JsonMapper();

	private final Jvm primary;

	private final int port;

	RunningCluster(Jvm primary, int port) {
		this.primary = primary;
		this.port = port;
	}

	static RunningCluster await(Jvm primary, int workers) {
		String port = primary.awaitOutput("starts \\d+ workers? on port (\\d+)", TestCluster.START).group(1);
		for (int ordinal = 0; ordinal < workers; ordinal++) {
			primary.awaitOutput("Worker " + ordinal + " \\(id \\d+, pid \\d+\\) ready in", TestCluster.START);
		}
		return new RunningCluster(primary, Integer.parseInt(port));
	}

	Jvm primary() {
		return this.primary;
	}

	int port() {
		return this.port;
	}

	/**
	 * Return the port of the management server, where it has its own.
	 * @return the port that the workers share
	 */
	int managementPort() {
		return this.primary.lines()
			.stream()
			.filter((line) -> line.contains("[worker 0]") && line.contains("Tomcat started on port"))
			.map((line) -> Integer.valueOf(line.replaceAll(".*Tomcat started on port (\\d+) .*", "$1")))
			.filter((port) -> port != this.port)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Return process ids of the live workers.
	 * @return process ids
	 */
	List<Long> workers() {
		return Processes.workersOf(this.primary.pid());
	}

	/**
	 * Send a GET on a new connection.
	 * @param path path and query
	 * @return the body of a successful answer
	 */
	String get(String path) {
		Response response = request("GET", path);
		if (response.status() != 200) {
			throw new AssertionError(path + " answered " + response.status() + ": " + response.body());
		}
		return response.body();
	}

	Response request(String method, String path) {
		return Response.of(method, URI.create("http://127.0.0.1:" + this.port + path));
	}

	/**
	 * Have the cluster do something through the endpoint.
	 * @param operation last part of the path
	 * @param json the body
	 * @return the answer
	 */
	Response operate(String operation, String json) {
		return Response.of("POST", URI.create("http://127.0.0.1:" + this.port + "/actuator/cluster/" + operation),
				json);
	}

	JsonNode status() {
		return json.readTree(get("/actuator/cluster"));
	}

	JsonNode worker(int ordinal) {
		return status().get("workers").get(ordinal);
	}

	/**
	 * Return the process ids that answer a number of requests on new connections.
	 * @param requests number of requests
	 * @return the process ids that answered
	 */
	Set<Long> answering(int requests) {
		Set<Long> pids = new TreeSet<>();
		for (int i = 0; i < requests; i++) {
			pids.add(Long.valueOf(get("/pid")));
		}
		return pids;
	}

	/**
	 * Send requests on new connections until each of the first two workers has answered.
	 * @param path what answers with the process id
	 * @return process ids of the two, in order
	 */
	List<Long> firstTwo(String path) {
		JsonNode workers = status().get("workers");
		List<Long> pids = List.of(workers.get(0).get("pid").asLong(), workers.get(1).get("pid").asLong());
		Set<Long> answered = new TreeSet<>();
		for (int i = 0; i < 200 && !answered.containsAll(pids); i++) {
			answered.add(Long.valueOf(get(path)));
		}
		if (!answered.containsAll(pids)) {
			throw new AssertionError("Of " + pids + " there answered " + answered);
		}
		return pids;
	}

	/**
	 * Send a request on a thread of its own: the common pool may have a single one, which
	 * the first request that waits holds.
	 * @param request sends the request
	 * @param <T> the type of the answer
	 * @return completes with the answer
	 */
	static <T> CompletableFuture<T> async(Supplier<T> request) {
		return CompletableFuture.supplyAsync(request, (task) -> new Thread(task).start());
	}

	/**
	 * Wait until slow requests are being served, by what the application says of them:
	 * the status is up to a second old.
	 * @param count number of slow requests since the start
	 */
	void awaitSlowRequests(int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.primary.lines().stream().filter((line) -> line.endsWith("Slow request began")).count(),
					(began) -> began >= count);
	}

	/**
	 * Wait until a process of the events application has heard something.
	 * @param what who has heard what, such as {@code primary: fork #1}
	 */
	void awaitHeard(String what) {
		Awaitility.await(what)
			.atMost(TestCluster.START)
			.until(() -> this.primary.lines().stream().anyMatch((line) -> line.endsWith(HEARD + what)));
	}

	/**
	 * Return what a process of the events application has heard.
	 * @param self {@code primary}, or {@code worker} and its id
	 * @return what it has heard, in order
	 */
	List<String> heard(String self) {
		String prefix = HEARD + self + ": ";
		return this.primary.lines()
			.stream()
			.filter((line) -> line.contains(prefix))
			.map((line) -> line.substring(line.indexOf(prefix) + prefix.length()))
			.toList();
	}

	/**
	 * Wait until a worker is ready that is not the given process.
	 * @param ordinal the slot
	 * @param formerPid process id of the former holder of the slot
	 * @return process id of the new one
	 */
	long awaitReplacement(int ordinal, long formerPid) {
		return Awaitility.await().atMost(TestCluster.START).ignoreExceptions().until(() -> {
			JsonNode worker = worker(ordinal);
			return "READY".equals(worker.get("state").asString()) ? worker.get("pid").asLong() : formerPid;
		}, (pid) -> pid != formerPid);
	}

}
