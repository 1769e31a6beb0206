package io.clusterboot.actuate.all;

import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.JsonNode;

import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.actuate.all.TwoWorkers.Answer;
import io.clusterboot.actuate.all.WorkerContext.StuckEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ClusterWide}: two workers in one JVM that ask each other.
 */
@Timeout(120)
class ClusterWideTests {

	@RegisterExtension
	static final TwoWorkers workers = new TwoWorkers();

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

	@Test
	void refreshReachesAllWorkers() {
		List<CloudEndpoints.Refresh> endpoints = List.of(workers.first().bean(CloudEndpoints.Refresh.class),
				workers.second().bean(CloudEndpoints.Refresh.class));
		List<Integer> before = endpoints.stream().map(CloudEndpoints.Refresh::times).toList();
		Answer answer = workers.ask("POST to path 'refresh'", TwoWorkers.OPS);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.workers("ordinal")).isEqualTo("0 1");
		assertThat(answer.workers("done")).isEqualTo("true true");
		assertThat(answer.body().get("workers").findValues("result")).hasSize(2)
			.allMatch((keys) -> keys.get(0).asString().equals("greeting.text"));
		assertThat(endpoints.stream().map(CloudEndpoints.Refresh::times)).containsExactly(before.get(0) + 1,
				before.get(1) + 1);
	}

	private Answer writeWith(WorkerStatus third) {
		workers.are(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY), third);
		return write("", "");
	}

	@Test
	void requestWhenAtFaultIsRefusedByTheOtherToo() {
		for (WorkerContext worker : List.of(workers.first(), workers.second())) {
			for (String ordinal : List.of("0", "1")) {
				assertThatExceptionOfType(InvalidEndpointRequestException.class)
					.isThrownBy(() -> worker.invoke("DELETE to path 'notes/{number}'", TwoWorkers.OPS,
							TwoWorkers.arguments("number", "x", "worker", ordinal)))
					.withMessageContaining("number");
				assertThatExceptionOfType(AccessDeniedException.class)
					.isThrownBy(() -> worker.invoke("GET to path 'notes'", TwoWorkers.context("Eve", ""),
							TwoWorkers.arguments("worker", ordinal)));
			}
		}
	}

	@Test
	void workerWhenNobodyHasTheOrdinalIsNotFound() {
		workers.are(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.BACKING_OFF));
		assertThat(workers.ask("GET to path 'notes'", TwoWorkers.OPS, "worker", "7").body().get("message").asString())
			.isEqualTo("There is no worker 7; there are [0, 1]");
		Answer gone = workers.ask("GET to path 'notes'", TwoWorkers.OPS, "worker", "1");
		assertThat(gone.status()).isEqualTo(503);
		assertThat(gone.body().get("message").asString()).isEqualTo("Worker 1: is backing off");
	}

	@Test
	void endpointWhenItHangsLeavesTheOthersAlone() {
		StuckEndpoint stuck = workers.second().bean(StuckEndpoint.class);
		ExecutorService clients = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<@Nullable Object>> answers = IntStream.range(0, 150)
				.mapToObj((i) -> CompletableFuture.supplyAsync(
						() -> workers.first()
							.invoke("GET to path 'stuck'", TwoWorkers.OPS, TwoWorkers.arguments("worker", "1")),
						clients))
				.toList();
			Awaitility.await()
				.until(() -> stuck.asked() + answers.stream().filter(CompletableFuture::isDone).count() == 150);
			assertThat(note(1)).startsWith("1");
			JsonNode health = workers.ask("GET to path 'health'", TwoWorkers.OPS).body().get("components").get("flag");
			assertThat(health.get("components").get("1").get("status").asString()).isEqualTo("DOWN");
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
		workers.first().bean(MeterRegistry.class).counter("orders", "kind", "big").increment(3);
		workers.second().bean(MeterRegistry.class).counter("orders", "kind", "big").increment(4);
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
		Map<String, Object> arguments = TwoWorkers.arguments("requiredMetricName", "orders");
		if (!tags.isEmpty()) {
			arguments.put("tag", tags);
		}
		return TwoWorkers
			.answer(workers.first().invoke("GET to path 'metrics/{requiredMetricName}'", TwoWorkers.OPS, arguments));
	}

	private String note(int worker) {
		return String.valueOf(workers.first()
			.invoke("GET to path 'notes'", TwoWorkers.OPS, TwoWorkers.arguments("worker", Integer.toString(worker))));
	}

	private Answer write(String failing, String missing) {
		return workers.ask("POST to path 'notes'", TwoWorkers.OPS, "note", "note" + System.nanoTime(), "failing",
				failing, "missing", missing);
	}

}
