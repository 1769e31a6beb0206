package io.clusterboot.actuate.all;

import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.actuate.all.WorkerContext.StuckEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ClusterWide}: two workers in one JVM that ask each other.
 */
@Timeout(120)
class ClusterWideTests {

	private static final JsonMapper json = new JsonMapper();

	private static final SecurityContext OPS = context("Olga", "ops");

	private static final SecurityContext USER = context("Udo", "user");

	private static final FakeStatusSource source = new FakeStatusSource(TestCluster.status(0));

	@TempDir
	private static Path directory;

	private static @Nullable WorkerContext first;

	private static @Nullable WorkerContext second;

	@BeforeAll
	static void start() {
		source.fallSilent();
		first = new WorkerContext(directory, source, 0);
		second = new WorkerContext(directory, source, 1, "flag=DOWN");
	}

	@AfterAll
	static void stop() {
		first.close();
		second.close();
	}

	@BeforeEach
	void bothAreReady() {
		workers(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY));
	}

	@Test
	void writeWhenAllDoItSaysSo() {
		Answer answer = write("", "");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.workers("done")).isEqualTo("true true");
		assertThat(answer.workers("result")).isEqualTo("noted noted");
		assertThat(note(0)).startsWith("0note");
		assertThat(note(1)).startsWith("1note");
	}

	@Test
	void writeWhenNobodyHasItIsNotFound() {
		Answer answer = write("", "01");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body().isNull()).isTrue();
	}

	@Test
	void writeWhenOneHasItIsDone() {
		for (String missing : List.of("0", "1")) {
			Answer answer = write("", missing);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.workers("status")).isEqualTo("404");
		}
	}

	@Test
	void writeWhenTheOtherFailsIsAnErrorThatSaysWhy() {
		Answer answer = write("1", "");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.workers("done")).isEqualTo("true false");
		assertThat(answer.workers("reason")).isEqualTo("out of ink");
	}

	@Test
	void writeWhenThisOneFailsReachesNobody() {
		String before = note(1);
		assertThatIllegalStateException().isThrownBy(() -> write("0", "")).withMessage("out of ink");
		assertThat(note(1)).isEqualTo(before);
	}

	@Test
	void writeWhenAnotherDoesNotHearItDependsOnItsState() {
		assertThat(writeWith(TestCluster.surge(9, 1, WorkerState.READY)).status()).isEqualTo(503);
		Answer starting = writeWith(TestCluster.surge(9, 1, WorkerState.STARTING));
		assertThat(starting.status()).isEqualTo(200);
		assertThat(starting.workers("reason")).isEqualTo("is starting");
		Answer leaving = writeWith(TestCluster.surge(9, 1, WorkerState.STOPPING));
		assertThat(leaving.status()).isEqualTo(200);
		assertThat(leaving.workers("done")).isEqualTo("true true false");
	}

	private Answer writeWith(WorkerStatus third) {
		workers(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY), third);
		return write("", "");
	}

	@Test
	void requestWhenAtFaultIsRefusedByTheOtherToo() {
		for (WorkerContext worker : List.of(first, second)) {
			for (String ordinal : List.of("0", "1")) {
				assertThatExceptionOfType(InvalidEndpointRequestException.class)
					.isThrownBy(() -> worker.invoke("DELETE to path 'notes/{number}'", OPS,
							arguments("number", "x", "worker", ordinal)))
					.withMessageContaining("number");
				assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(
						() -> worker.invoke("GET to path 'notes'", context("Eve", ""), arguments("worker", ordinal)));
			}
		}
	}

	@Test
	void workerWhenNobodyHasTheOrdinalIsNotFound() {
		workers(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.BACKING_OFF));
		assertThat(ask("GET to path 'notes'", OPS, "worker", "7").body().get("message").asString())
			.isEqualTo("There is no worker 7; there are [0, 1]");
		Answer gone = ask("GET to path 'notes'", OPS, "worker", "1");
		assertThat(gone.status()).isEqualTo(503);
		assertThat(gone.body().get("message").asString()).isEqualTo("Worker 1: is backing off");
	}

	@Test
	void healthIsTheWorstOfAllAndShownToThoseWhoMay() {
		Answer health = ask("GET to path 'health'", OPS);
		assertThat(health.status()).isEqualTo(503);
		JsonNode flag = health.body().get("components").get("flag");
		assertThat(flag.get("status").asString()).isEqualTo("DOWN");
		assertThat(flag.get("components").get("0").get("details").get("from").asString()).isEqualTo("0");
		assertThat(flag.get("components").get("1").get("details").get("from").asString()).isEqualTo("1");
		for (SecurityContext context : List.of(USER, SecurityContext.NONE)) {
			assertThat(ask("GET to path 'health'", context).body().propertyNames()).containsOnly("status", "groups");
			assertThat(ask("GET to path 'health'", context).status()).isEqualTo(503);
			assertThat(health(context, "flag").status()).isEqualTo(404);
			assertThat(health(context, "flag", "1").status()).isEqualTo(404);
		}
	}

	@Test
	void healthWhenOneComponentOfOneWorkerIsThatOne() {
		assertThat(health(OPS, "flag").body().get("components").propertyNames()).containsExactly("0", "1");
		assertThat(health(OPS, "flag", "0").body().get("status").asString()).isEqualTo("UP");
		assertThat(health(OPS, "flag", "1").body().get("details").get("from").asString()).isEqualTo("1");
		assertThat(health(OPS, "flag", "7").status()).isEqualTo(404);
		assertThat(health(OPS, "none").status()).isEqualTo(404);
	}

	@Test
	void healthWhenAGroupHasItsOwnRules() {
		Answer inner = health(USER, "inner");
		assertThat(inner.status()).isEqualTo(503);
		assertThat(inner.body().get("components").get("flag").get("components").propertyNames()).containsExactly("0",
				"1");
		assertThat(health(USER, "inner", "0").body().get("status").asString()).isEqualTo("UP");
		assertThat(health(USER, "inner", "flag", "1").body().get("status").asString()).isEqualTo("DOWN");
	}

	@Test
	void healthWhenProbedIsThisWorkersOwn() {
		for (String probe : List.of("liveness", "readiness")) {
			assertThat(health(SecurityContext.NONE, probe).body().propertyNames()).containsExactly("status");
		}
		assertThat(health(OPS, "liveness").status()).isEqualTo(200);
	}

	@Test
	void healthWhenAWorkerIsSilentTellsNothingToThoseWhoMayNot() {
		workers(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY),
				TestCluster.worker(2, WorkerState.READY));
		assertThat(ask("GET to path 'health'", USER).body().propertyNames()).containsOnly("status", "groups");
		JsonNode silent = ask("GET to path 'health'", OPS).body()
			.get("components")
			.get("flag")
			.get("components")
			.get("2");
		assertThat(silent.get("status").asString()).isEqualTo("UNKNOWN");
		assertThat(silent.get("details").has("error")).isTrue();
	}

	@Test
	void healthWhenAskedForInTheOlderVersionHasDetailsForComponents() {
		Answer health = answer(first.invoke("GET to path 'health'", OPS, arguments(), ApiVersion.V2));
		assertThat(health.status()).isEqualTo(503);
		assertThat(health.body().propertyNames()).containsExactlyInAnyOrder("status", "details", "groups");
		JsonNode flag = health.body().get("details").get("flag");
		assertThat(flag.propertyNames()).containsExactlyInAnyOrder("status", "details");
		assertThat(flag.get("status").asString()).isEqualTo("DOWN");
		assertThat(flag.get("details").get("0").get("details").get("from").asString()).isEqualTo("0");
		assertThat(flag.get("details").get("1").get("details").get("from").asString()).isEqualTo("1");
		JsonNode one = answer(first.invoke("GET to path 'health/{*path}'", OPS,
				new LinkedHashMap<>(Map.of("path", new String[] { "flag" })), ApiVersion.V2))
			.body();
		assertThat(one.get("details").propertyNames()).containsExactly("0", "1");
	}

	@Test
	void endpointWhenItHangsLeavesTheOthersAlone() {
		StuckEndpoint stuck = second.bean(StuckEndpoint.class);
		ExecutorService clients = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<@Nullable Object>> answers = IntStream.range(0, 150)
				.mapToObj((i) -> CompletableFuture
					.supplyAsync(() -> first.invoke("GET to path 'stuck'", OPS, arguments("worker", "1")), clients))
				.toList();
			Awaitility.await()
				.until(() -> stuck.asked() + answers.stream().filter(CompletableFuture::isDone).count() == 150);
			assertThat(note(1)).startsWith("1");
			JsonNode workers = health(OPS, "flag").body().get("components");
			assertThat(workers.get("1").get("status").asString()).isEqualTo("DOWN");
			CompletableFuture<?> refused = answers.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
			assertThat(refused).failsWithin(Duration.ofSeconds(1))
				.withThrowableThat()
				.withMessageContaining("answers of 'stuck' are not complete yet");
			stuck.end();
			assertThat(answers.stream().filter(ClusterWideTests::succeeds).count()).isEqualTo(AnswerLimit.MOST);
		}
		finally {
			stuck.end();
			clients.shutdown();
		}
	}

	private static boolean succeeds(CompletableFuture<@Nullable Object> answer) {
		try {
			return "at last".equals(answer.join());
		}
		catch (CompletionException ex) {
			return false;
		}
	}

	@Test
	void meterWhenUntaggedIsReadOfTheWorkerThatIsAskedFor() {
		first.bean(MeterRegistry.class).counter("orders", "kind", "big").increment(3);
		second.bean(MeterRegistry.class).counter("orders", "kind", "big").increment(4);
		assertThat(orders()).isEqualTo(7);
		assertThat(orders("kind:big")).isEqualTo(7);
		assertThat(orders("worker:0")).isEqualTo(3);
		assertThat(orders("worker:1", "kind:big")).isEqualTo(4);
		assertThat(meter(List.of("kind:small")).status()).isEqualTo(404);
		assertThat(meter(List.of("worker:1", "kind:small")).status()).isEqualTo(404);
		assertThat(meter(List.of("worker:7")).status()).isEqualTo(404);
	}

	private double orders(String... tags) {
		return meter(List.of(tags)).body().get("measurements").get(0).get("value").asDouble();
	}

	private Answer meter(List<String> tags) {
		Map<String, Object> arguments = arguments("requiredMetricName", "orders");
		if (!tags.isEmpty()) {
			arguments.put("tag", tags);
		}
		return answer(first.invoke("GET to path 'metrics/{requiredMetricName}'", OPS, arguments));
	}

	private Answer health(SecurityContext context, String... path) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("path", path);
		return answer(first.invoke("GET to path 'health/{*path}'", context, arguments));
	}

	private String note(int worker) {
		return String.valueOf(first.invoke("GET to path 'notes'", OPS, arguments("worker", Integer.toString(worker))));
	}

	private Answer write(String failing, String missing) {
		return ask("POST to path 'notes'", OPS, "note", "note" + System.nanoTime(), "failing", failing, "missing",
				missing);
	}

	private Answer ask(String predicate, SecurityContext context, String... arguments) {
		return answer(first.invoke(predicate, context, arguments(arguments)));
	}

	private static Map<String, Object> arguments(String... pairs) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			arguments.put(pairs[i], pairs[i + 1]);
		}
		return arguments;
	}

	private static Answer answer(@Nullable Object result) {
		Outcome outcome = Outcome.of(result);
		return new Answer((outcome.status() != 204) ? outcome.status() : 404,
				(outcome.body() != null) ? json.valueToTree(outcome.body()) : json.nullNode());
	}

	private static void workers(WorkerStatus... workers) {
		source.answer(TestCluster.status(workers.length, workers));
	}

	private static SecurityContext context(String name, String role) {
		return new SecurityContext() {

			@Override
			public Principal getPrincipal() {
				return () -> name;
			}

			@Override
			public boolean isUserInRole(String asked) {
				return asked.equals(role);
			}

		};
	}

	/**
	 * What a client gets.
	 *
	 * @param status the HTTP status
	 * @param body the body
	 */
	private record Answer(int status, JsonNode body) {

		String workers(String property) {
			return String.join(" ", this.body.get("workers").findValuesAsString(property));
		}

	}

}
