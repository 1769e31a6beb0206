package io.clusterboot.actuate;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.BDDMockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.ListenerStatus;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerState;
import io.clusterboot.member.ClusterOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for what an operator changes through the {@link ClusterEndpoint}, over HTTP and
 * JMX.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClusterEndpointWriteTests {

	private static final ClusterStatus STATUS = TestCluster.status(2, TestCluster.worker(0, WorkerState.READY),
			TestCluster.worker(1, WorkerState.READY));

	private static final FakeStatusSource source = new FakeStatusSource(STATUS);

	private static final ClusterOperations operations = mock(ClusterOperations.class);

	private static ActuatorApplication application;

	@BeforeAll
	static void start() {
		application = ActuatorApplication.worker(source, operations, "management.endpoint.cluster.access=unrestricted",
				"spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=cluster");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void reset() {
		BDDMockito.reset(operations);
		source.answer(STATUS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"workers\": 3}", "{\"workers\": \"3\"}", "{\"workers\": 3, \"worker\": null}" })
	void scaleIsAnsweredAsSoonAsItIsAccepted(String body) throws Exception {
		given(operations.scale(3)).willReturn(new CompletableFuture<>());
		HttpResponse<String> response = application.post("/cluster/scale", body);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(application.get("/cluster").body());
		then(operations).should().scale(3);
	}

	@Test
	void reloadIsAnsweredAsSoonAsItIsAccepted() throws Exception {
		willAnswer((call) -> {
			source.answer(reloading(ReloadState.RUNNING, null));
			return new CompletableFuture<>();
		}).given(operations).reload();
		HttpResponse<String> response = application.post("/cluster/reload", "{}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.contains("\"reload\":{\"id\":3,\"state\":\"RUNNING\",\"generation\":4,"
					+ "\"startTime\":\"2026-11-20T10:00:00Z\",\"endTime\":null,\"reason\":null}")
			.contains("\"sockets\":[{\"index\":0,\"worker\":1,\"weight\":100},"
					+ "{\"index\":1,\"worker\":null,\"weight\":0}],\"program\":[\"ld rand\",\"ret #0\"]");
	}

	@ParameterizedTest
	@CsvSource({ "restart, 0", "park, 1", "resume, 1" })
	void workerActionsAreAccepted(String action, int worker) throws Exception {
		given(operations.restart(0)).willReturn(new CompletableFuture<>());
		given(operations.park(1, true)).willReturn(CompletableFuture.completedFuture(STATUS));
		given(operations.park(1, false)).willReturn(CompletableFuture.completedFuture(STATUS));
		HttpResponse<String> response = application.post("/cluster/" + action, "{\"worker\": " + worker + "}");
		assertThat(response.statusCode()).isEqualTo(200);
		switch (action) {
			case "restart" -> then(operations).should().restart(0);
			case "park" -> then(operations).should().park(1, true);
			default -> then(operations).should().park(1, false);
		}
		then(operations).shouldHaveNoMoreInteractions();
	}

	@Test
	void reloadWhenToWaitIsAnsweredAtTheEndHoweverItEnds() throws Exception {
		ClusterStatus failed = reloading(ReloadState.FAILED, "no memory");
		given(operations.reload()).willReturn(CompletableFuture.completedFuture(failed));
		HttpResponse<String> response = application.post("/cluster/reload", "{\"wait\": \"PT2M\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"state\":\"FAILED\"", "\"reason\":\"no memory\"");
	}

	@Test
	void reloadWhenTheWaitIsOverIsAnsweredWithTheStatus() throws Exception {
		source.answer(reloading(ReloadState.RUNNING, null));
		given(operations.reload()).willReturn(new CompletableFuture<>());
		HttpResponse<String> response = application.post("/cluster/reload", "{\"wait\": \"PT0.05S\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"state\":\"RUNNING\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"wait\": \"PT2M\"}" })
	void whenOtherIsUnderWayIsConflict(String body) throws Exception {
		given(operations.reload()).willReturn(failed(new ClusterConflictException("Reload 3 is under way")));
		HttpResponse<String> response = application.post("/cluster/reload", body);
		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(response.body()).isEqualTo("{\"error\":\"Conflict\",\"message\":\"Reload 3 is under way\"}");
	}

	@Test
	void whenDeclinedIsBadRequest() throws Exception {
		given(operations.park(0, true)).willReturn(failed(new ClusterOperationException("nobody else serves")));
		assertRefused("park", "{\"worker\": 0}", "nobody else serves");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"scale | {} | 'workers' is missing, which must be a whole number from 1 to 1024",
			"scale | {\"workers\": 0} | 'workers' is '0' but must be a whole number from 1 to 1024",
			"scale | {\"workers\": 1025} | 'workers' is '1025' but must be a whole number from 1 to 1024",
			"scale | {\"workers\": 99999999999} | 'workers' is '99999999999' but must be a whole number from 1 to 1024",
			"scale | {\"workers\": 2.5} | 'workers' is '2.5' but must be a whole number from 1 to 1024",
			"scale | {\"workers\": \"many\"} | 'workers' is 'many' but must be a whole number from 1 to 1024",
			"scale | {\"workers\": true} | 'workers' is 'true' but must be a whole number from 1 to 1024",
			"scale | {\"worker\": 1} | 'worker' is no parameter of scale, which takes 'workers'",
			"scale | {\"workers\": 3, \"count\": 3} | 'count' is no parameter of scale, which takes 'workers'",
			"restart | {\"worker\": 7} | 'worker' is '7' but must be one of [0, 1]",
			"restart | {\"worker\": -1} | 'worker' is '-1' but must be the ordinal of a worker, a whole number from 0",
			"park | {} | 'worker' is missing, which must be the ordinal of a worker, a whole number from 0",
			"reload | {\"wait\": \"2 minutes\"} | 'wait' is '2 minutes' but must be an ISO-8601 duration longer than 0 and not longer than a day, such as PT2M",
			"reload | {\"wait\": 2} | 'wait' is '2' but must be an ISO-8601 duration longer than 0 and not longer than a day, such as PT2M",
			"reload | {\"wait\": \"PT0S\"} | 'wait' is 'PT0S' but must be an ISO-8601 duration longer than 0 and not longer than a day, such as PT2M",
			"reload | {\"wait\": \"P300000000D\"} | 'wait' is 'P300000000D' but must be an ISO-8601 duration longer than 0 and not longer than a day, such as PT2M" })
	void whenParameterIsWrongIsBadRequest(String action, String body, String message) throws Exception {
		assertRefused(action, body, message);
		then(operations).shouldHaveNoInteractions();
	}

	@Test
	void whenValueIsLongIsCut() throws Exception {
		HttpResponse<String> response = application.post("/cluster/scale",
				"{\"workers\": \"" + "x".repeat(9999) + "\"}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("'" + "x".repeat(100) + "...' but must be").hasSizeLessThan(300);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[1]", "3", "{\"workers\": [3]}", "{\"workers\": {\"a\": 1}}" })
	void whenBodyHasNoPlainValuesIsBadRequest(String body) throws Exception {
		assertThat(application.post("/cluster/scale", body).statusCode()).isEqualTo(400);
		then(operations).shouldHaveNoInteractions();
	}

	@ParameterizedTest
	@ValueSource(strings = { "explode", "SCALE", "0" })
	void whenActionIsUnknownIsNotFound(String action) throws Exception {
		HttpResponse<String> response = application.post("/cluster/" + action, "{\"workers\": 3, \"count\": 3}");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).isEqualTo("{\"error\":\"Not found\",\"message\":\"'" + action
				+ "' is none of scale, reload, restart, park, resume\"}");
	}

	@Test
	void whenPrimarySilentIsUnavailable() throws Exception {
		given(operations.scale(anyInt())).willReturn(failed(new ClusterUnavailableException("the worker stops")));
		assertThat(application.post("/cluster/scale", "{\"workers\": 3}").statusCode()).isEqualTo(503);
		source.fallSilent();
		assertThat(application.post("/cluster/scale", "{\"workers\": 3}").statusCode()).isEqualTo(503);
	}

	@Test
	void whenItFailsAfterItWasAcceptedIsLogged(CapturedOutput output) throws Exception {
		CompletableFuture<ClusterStatus> scaled = new CompletableFuture<>();
		given(operations.scale(3)).willReturn(scaled);
		assertThat(application.post("/cluster/scale", "{\"workers\": 3}").statusCode()).isEqualTo(200);
		scaled.completeExceptionally(new ClusterOperationException("2 of 3 workers are ready, and the time is over"));
		assertThat(output).contains("The cluster began what an operator asked for (scale), and failed: "
				+ "2 of 3 workers are ready, and the time is over");
	}

	@Test
	void jmxChangesTheCluster() throws Exception {
		given(operations.scale(3)).willReturn(new CompletableFuture<>());
		assertThat(invoke("scale", "3", "", null)).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("desiredWorkers", 2);
		then(operations).should().scale(3);
	}

	@Test
	void jmxWhenWrongTellsWhatIsAllowed() {
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("scale", "many", null, null))
			.withStackTraceContaining("'workers' is 'many' but must be a whole number from 1 to 1024");
		assertThatExceptionOfType(ReflectionException.class).isThrownBy(() -> invoke("explode", null, null, null))
			.withStackTraceContaining("'explode' is none of scale, reload, restart, park, resume");
	}

	private void assertRefused(String action, String body, String message) throws Exception {
		HttpResponse<String> response = application.post("/cluster/" + action, body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).isEqualTo("{\"error\":\"Bad request\",\"message\":\"" + message + "\"}");
	}

	private static Object invoke(String action, @Nullable String workers, @Nullable String worker,
			@Nullable String wait) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = new ObjectName("org.springframework.boot:type=Endpoint,name=Cluster");
		String text = String.class.getName();
		return server.invoke(name, "change", new Object[] { action, workers, worker, wait },
				new String[] { text, text, text, text });
	}

	private static CompletableFuture<ClusterStatus> failed(RuntimeException failure) {
		return CompletableFuture.<ClusterStatus>failedFuture(failure).thenApply((status) -> status);
	}

	private static ClusterStatus reloading(ReloadState state, @Nullable String reason) {
		ListenerStatus listener = ListenerStatus.unsteered("*", 8080, "")
			.steered(List.of(new SocketStatus(0, 1L, 100), new SocketStatus(1, null, 0)), List.of("ld rand", "ret #0"));
		ReloadStatus reload = new ReloadStatus(3, state, 4, TestCluster.START,
				(state != ReloadState.RUNNING) ? TestCluster.START.plusSeconds(1) : null, reason);
		return new ClusterStatus(STATUS.primary(), 2, 4, List.of(listener), reload, STATUS.workers());
	}

}
