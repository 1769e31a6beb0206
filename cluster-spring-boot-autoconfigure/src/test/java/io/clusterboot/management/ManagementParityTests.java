package io.clusterboot.management;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.ActuatorApplication;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.member.ClusterOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;

/**
 * Tests for the {@link ManagementServer} beside the endpoint of a worker, which it must
 * not be told from.
 */
class ManagementParityTests {

	private static final String UNRESTRICTED = "management.endpoint.cluster.access=unrestricted";

	private static final ClusterStatus STATUS = TestCluster.status(2,
			TestCluster.worker(0, WorkerState.READY, 1, TestCluster.KILLED),
			TestCluster.worker(1, WorkerState.BACKING_OFF));

	private static final FakeStatusSource source = new FakeStatusSource(STATUS);

	private static final ClusterOperations operations = mock(ClusterOperations.class);

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ActuatorApplication worker;

	private static TestManagement primary;

	@BeforeAll
	static void start() {
		worker = ActuatorApplication.worker(source, operations, UNRESTRICTED);
		primary = new TestManagement(source, operations, TestManagement.Settings.USUAL, UNRESTRICTED,
				"management.endpoint.health.show-details=always");
	}

	@AfterAll
	static void stop() {
		worker.close();
		primary.close();
	}

	@BeforeEach
	void answer() {
		source.answer(STATUS);
		reset(operations);
		given(operations.scale(anyInt())).willReturn(CompletableFuture.completedFuture(STATUS));
		given(operations.reload()).willReturn(failed(new ClusterConflictException("Reload 3 is under way")));
		given(operations.restart(anyInt())).willReturn(failed(new ClusterUnavailableException("the worker stops")));
		given(operations.park(anyInt(), anyBoolean()))
			.willReturn(failed(new ClusterOperationException("nobody else serves")));
	}

	private static CompletableFuture<ClusterStatus> failed(RuntimeException failure) {
		return CompletableFuture.failedFuture(failure);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "GET | /cluster | ", "GET | /cluster/0 | ", "GET | /cluster/1 | ", "GET | /cluster/2 | ",
					"GET | /cluster/-1 | ", "POST | /cluster/scale | {\"workers\": 3}",
					"POST | /cluster/scale | {\"workers\": \"3\"}", "POST | /cluster/scale?workers=3 | {}",
					"POST | /cluster/scale?workers=3&workers=4 | {}", "POST | /cluster/scale?workers=3 | ",
					"POST | /cluster/scale | ", "POST | /cluster/scale | {\"workers\": 2.5}",
					"POST | /cluster/scale | {\"workers\": true}", "POST | /cluster/scale | {\"count\": 3}",
					"POST | /cluster/scale | {\"workers\": 3, \"count\": 3}", "POST | /cluster/reload | {}",
					"POST | /cluster/reload | {\"wait\": \"PT1S\"}", "POST | /cluster/reload | {\"wait\": 2}",
					"POST | /cluster/restart | {\"worker\": 0}", "POST | /cluster/restart | {\"worker\": 7}",
					"POST | /cluster/restart | {\"worker\": null}", "POST | /cluster/park | {\"worker\": 0}",
					"POST | /cluster/explode | {\"count\": 3}" })
	void answersAreTheSame(String method, String path, String body) throws Exception {
		HttpResponse<String> theirs = worker(method, path, body, "application/json");
		HttpResponse<String> ours = primary(method, path, body, "application/json");
		assertThat(ours.statusCode()).as(ours.body()).isEqualTo(theirs.statusCode());
		assertThat(lasting(ours.body())).isEqualTo(lasting(theirs.body()));
		assertThat(ours.headers().firstValue("Content-Type")).isEqualTo(theirs.headers().firstValue("Content-Type"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "GET | /cluster/first | ", "GET | /cluster/99999999999 | ", "GET | /cluster/0/1 | ",
					"GET | /cluster/ | ", "GET | /clusters | ", "GET | /nowhere | ", "PUT | /cluster | {}",
					"PUT | /cluster/scale | {}", "DELETE | /cluster/0 | ", "POST | /cluster | {}",
					"POST | /health | {}", "POST | /cluster/scale | {", "POST | /cluster/scale | [1]",
					"POST | /cluster/scale | 3", "POST | /cluster/scale | {\"workers\": [3]}",
					"POST | /cluster/scale | {\"workers\": {\"a\": 1}}", "OPTIONS | /cluster/0 | ",
					"OPTIONS | /health | ", "HEAD | /cluster | ", "HEAD | /cluster/7 | " })
	void refusalsHaveTheSameStatusAndMethods(String method, String path, String body) throws Exception {
		HttpResponse<String> theirs = worker(method, path, body, "application/json");
		HttpResponse<String> ours = primary(method, path, body, "application/json");
		assertThat(ours.statusCode()).as(ours.body()).isEqualTo(theirs.statusCode());
		assertThat(allowed(ours)).isEqualTo(allowed(theirs));
		assertThat(ours.body().isEmpty()).isEqualTo(theirs.body().isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "*/*", "application/json", "application/*", "application/*+json",
					"application/vnd.spring-boot.actuator.v2+json", "application/vnd.spring-boot.actuator.v3+json",
					"text/html, application/json;q=0.5, */*;q=0.1", "application/json;q=0.5, */*;q=0.1",
					"text/html, application/xhtml+xml, */*;q=0.8", "text/plain", "nonsense" })
	void typeIsNegotiatedInTheSameWay(String accept) throws Exception {
		for (String path : List.of("/cluster", "/health", "/health/cluster", "/health/liveness", "/health/nothing")) {
			HttpResponse<String> theirs = worker("GET", path, null, accept);
			HttpResponse<String> ours = primary("GET", path, null, accept);
			assertThat(ours.statusCode()).as(path).isEqualTo(theirs.statusCode());
			if (ours.statusCode() == 200) {
				assertThat(ours.headers().firstValue("Content-Type"))
					.isEqualTo(theirs.headers().firstValue("Content-Type"));
			}
		}
	}

	@Test
	void componentOfHealthIsTheSame() throws Exception {
		source.answer(TestCluster.status(2, TestCluster.worker(0, WorkerState.BACKING_OFF, 7, TestCluster.KILLED)));
		HttpResponse<String> theirs = worker("GET", "/health/cluster", null, "application/json");
		HttpResponse<String> ours = primary("GET", "/health/cluster", null, "application/json");
		assertThat(ours.statusCode()).isEqualTo(theirs.statusCode()).isEqualTo(503);
		assertThat(lasting(ours.body())).isEqualTo(lasting(theirs.body()));
	}

	@Test
	void whenNobodyAnswersIsTheSame() throws Exception {
		source.fallSilent();
		HttpResponse<String> theirs = worker("GET", "/cluster", null, "application/json");
		HttpResponse<String> ours = primary("GET", "/cluster", null, "application/json");
		assertThat(ours.statusCode()).isEqualTo(theirs.statusCode()).isEqualTo(503);
		assertThat(ours.body()).isEqualTo(theirs.body());
	}

	private static HttpResponse<String> worker(String method, String path, String body, String accept)
			throws Exception {
		URI uri = worker.uri(path);
		return TestManagement.send(client, uri, method, body, "Accept", accept, "Content-Type", "application/json");
	}

	private static HttpResponse<String> primary(String method, String path, String body, String accept)
			throws Exception {
		return primary.send(method, path, body, "Accept", accept, "Content-Type", "application/json");
	}

	private static List<String> allowed(HttpResponse<String> response) {
		return response.headers()
			.firstValue("Allow")
			.map((methods) -> List.of(methods.strip().split(",\\s*")).stream().sorted().toList())
			.orElse(List.of());
	}

	private static JsonNode lasting(String body) {
		JsonNode node = new JsonMapper().readTree(body);
		if (node instanceof ObjectNode object) {
			object.remove("answeredBy");
		}
		return node;
	}

}
