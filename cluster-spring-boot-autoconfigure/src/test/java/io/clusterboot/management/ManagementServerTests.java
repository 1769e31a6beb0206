package io.clusterboot.management;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.management.TestManagement.Settings;
import io.clusterboot.member.ClusterOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ManagementServer}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ManagementServerTests {

	private static final String UNRESTRICTED = "management.endpoint.cluster.access=unrestricted";

	private static final ClusterStatus STATUS = TestCluster.status(2, TestCluster.worker(0, WorkerState.READY),
			TestCluster.worker(1, WorkerState.BACKING_OFF));

	private static final ClusterStatus NOBODY = TestCluster.status(1, TestCluster.worker(0, WorkerState.STARTING));

	private final FakeStatusSource source = new FakeStatusSource(STATUS);

	private final ClusterOperations operations = mock(ClusterOperations.class);

	private final List<TestManagement> servers = new ArrayList<>();

	@AfterEach
	void close() {
		this.servers.forEach(TestManagement::close);
	}

	@Test
	void clusterIsAnsweredByThePrimary() throws Exception {
		JsonNode by = json(start().get("/cluster")).get("answeredBy");
		assertThat(by.propertyNames()).containsExactly("role", "ordinal", "pid");
		assertThat(by.get("role").stringValue()).isEqualTo("PRIMARY");
		assertThat(by.get("ordinal").isNull()).isTrue();
		assertThat(by.get("pid").longValue()).isEqualTo(ProcessHandle.current().pid());
	}

	@ParameterizedTest
	@ValueSource(strings = { "jackson", "jackson2" })
	void clusterWhenApplicationConfiguresItsJsonIsNotTouched(String library) throws Exception {
		TestManagement server = start("spring.http.converters.preferred-json-mapper=" + library,
				"spring.jackson.property-naming-strategy=SNAKE_CASE",
				"spring.jackson.default-property-inclusion=non_null");
		JsonNode cluster = json(server.get("/cluster"));
		assertThat(cluster.propertyNames()).containsExactly("answeredBy", "primary", "desiredWorkers", "readyWorkers",
				"generation", "listeners", "reload", "workers");
		assertThat(cluster.get("workers").get(1).get("pid").isNull()).isTrue();
	}

	@Test
	void whenLibraryIsGsonAnswersAndReads() throws Exception {
		given(this.operations.scale(3)).willReturn(new CompletableFuture<>());
		TestManagement server = start(UNRESTRICTED, "spring.http.converters.preferred-json-mapper=gson",
				"management.endpoint.health.show-details=always");
		assertThat(json(server.get("/cluster")).get("answeredBy").get("role").stringValue()).isEqualTo("PRIMARY");
		assertThat(json(server.get("/health")).get("components").get("cluster").get("details").get("ready").intValue())
			.isOne();
		assertThat(server.post("/cluster/scale", "{\"workers\": 3}").statusCode()).isEqualTo(200);
		assertThat(server.post("/cluster/scale", "{\"workers\": [3]}").statusCode()).isEqualTo(400);
		assertThat(server.get("").body()).contains("\"_links\"", "/actuator/cluster\"");
	}

	@Test
	void healthShowsTheCluster() throws Exception {
		TestManagement server = start("management.endpoint.health.show-details=always");
		JsonNode health = json(server.get("/health"));
		assertThat(health.get("status").stringValue()).isEqualTo("DEGRADED");
		assertThat(server.get("/health/nothing").statusCode()).isEqualTo(404);
		assertThat(server.get("/health/nothing/at/all").statusCode()).isEqualTo(404);
		assertThat(health.get("groups").toString()).isEqualTo("[\"liveness\",\"readiness\"]");
		assertThat(health.get("components").propertyNames()).containsExactly("cluster");
		assertThat(health.get("components")
			.get("cluster")
			.get("details")
			.get("workers")
			.get("1")
			.get("state")
			.stringValue()).isEqualTo("BACKING_OFF");
		assertHealth(server, "", 200, "DEGRADED");
		this.source.answer(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY)));
		assertHealth(server, "", 200, "UP");
		this.source.answer(NOBODY);
		assertHealth(server, "", 503, "DOWN");
		this.source.fallSilent();
		assertHealth(server, "", 503, "DOWN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "never", "when-authorized" })
	void healthUnlessShownToAllHidesDetails(String show) throws Exception {
		TestManagement server = start("management.endpoint.health.show-details=" + show);
		assertThat(json(server.get("/health")).propertyNames()).containsExactlyInAnyOrder("status", "groups");
		assertThat(server.get("/health/cluster").statusCode()).isEqualTo(404);
	}

	@Test
	void healthWhenComponentsAreShownHidesTheirDetails() throws Exception {
		TestManagement server = start("management.endpoint.health.show-components=always");
		assertThat(json(server.get("/health/cluster")).propertyNames()).containsExactly("status");
	}

	@Test
	void healthWhenStatusIsMappedAnswersThat() throws Exception {
		TestManagement server = start("management.endpoint.health.status.http-mapping.DEGRADED=207");
		assertHealth(server, "", 207, "DEGRADED");
	}

	@Test
	void probesTellOfPrimaryAndOfWorkers() throws Exception {
		TestManagement server = start();
		assertHealth(server, "/liveness", 200, "UP");
		assertHealth(server, "/readiness", 200, "UP");
		this.source.answer(NOBODY);
		assertHealth(server, "/liveness", 200, "UP");
		assertHealth(server, "/readiness", 503, "OUT_OF_SERVICE");
		this.source.fallSilent();
		assertHealth(server, "/liveness", 503, "DOWN");
		assertHealth(server, "/readiness", 503, "OUT_OF_SERVICE");
		server.supervisor(false);
		assertHealth(server, "/liveness", 200, "UP");
		assertHealth(server, "/readiness", 503, "OUT_OF_SERVICE");
	}

	@Test
	void prometheusAsksItsSource() throws Exception {
		List<String> asked = new ArrayList<>();
		PrometheusSource prometheus = (accept, names) -> {
			asked.add(accept + " " + Set.copyOf(names).size());
			return new PrometheusSource.Scrape("text/plain;version=0.0.4;charset=utf-8", "up 1\n".getBytes());
		};
		TestManagement server = start(Settings.USUAL.prometheus(prometheus));
		HttpResponse<String> response = server.send("GET", "/prometheus?includedNames=a,b&includedNames=c", null,
				"Accept", "application/openmetrics-text;version=1.0.0");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("up 1\n");
		assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;version=0.0.4;charset=utf-8");
		assertThat(server.get("/prometheus").statusCode()).isEqualTo(200);
		assertThat(asked).containsExactly("application/openmetrics-text;version=1.0.0 3", "null 0");
		assertThat(server.get("").body()).contains("/actuator/prometheus\"");
		assertThat(start().get("/prometheus").statusCode()).isEqualTo(404);
	}

	@Test
	void prometheusWhenItFailsIsServerErrorAndLogged(CapturedOutput output) throws Exception {
		TestManagement server = start(Settings.USUAL.prometheus((accept, names) -> {
			throw new IllegalStateException("no metrics today");
		}));
		assertThat(server.get("/prometheus").statusCode()).isEqualTo(500);
		assertThat(output).contains("cannot answer GET /actuator/prometheus", "no metrics today");
		assertThat(server.get("/cluster").statusCode()).isEqualTo(200);
	}

	@Test
	void linksListWhatThereIs() throws Exception {
		TestManagement server = start();
		String base = "http://127.0.0.1:" + server.port() + "/actuator";
		JsonNode links = json(server.get("")).get("_links");
		assertThat(links.propertyNames()).containsExactly("self", "cluster", "cluster-ordinal", "health",
				"health-path");
		assertThat(links.get("self").toString()).isEqualTo("{\"href\":\"" + base + "\",\"templated\":false}");
		assertThat(links.get("cluster-ordinal").get("href").stringValue()).isEqualTo(base + "/cluster/{ordinal}");
		assertThat(links.get("cluster-ordinal").get("templated").booleanValue()).isTrue();
		assertThat(json(server.get("/"))).isEqualTo(json(server.get("")));
		assertThat(server.get("x").statusCode()).isEqualTo(404);
	}

	@Test
	void pathsFollowTheProperties() throws Exception {
		TestManagement server = start("management.endpoints.web.base-path=/",
				"management.endpoints.web.path-mapping.health=/probe/health",
				"management.endpoints.web.discovery.enabled=false");
		assertThat(server.raw("GET /cluster HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
		assertThat(server.raw("GET /probe/health/liveness HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
		assertThat(server.raw("GET /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404");
		assertThat(server.raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.cluster.access=read-only",
			"management.endpoints.access.max-permitted=read-only", "management.endpoints.access.default=read-only" })
	void changeWhenAccessIsReadOnlyIsNotAllowed(String access) throws Exception {
		TestManagement server = access.contains(".max-") ? start(access, UNRESTRICTED) : start(access);
		HttpResponse<String> response = server.post("/cluster/reload", "{}");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("GET");
		then(this.operations).shouldHaveNoInteractions();
	}

	@Test
	void changeUnlessConfiguredIsNotAllowed() throws Exception {
		assertThat(start().post("/cluster/reload", "{}").statusCode()).isEqualTo(405);
	}

	@Test
	void whenAccessIsNoneIsNotFound() throws Exception {
		TestManagement server = start("management.endpoints.access.default=none",
				"management.endpoint.health.access=unrestricted");
		assertThat(server.get("/cluster").statusCode()).isEqualTo(404);
		assertThat(server.get("/cluster/0").statusCode()).isEqualTo(404);
		assertThat(server.get("/health").statusCode()).isEqualTo(200);
		assertThat(server.get("").body()).doesNotContain("cluster");
	}

	@Test
	void errorsHaveTheShapeOfSpringBoot() throws Exception {
		JsonNode error = json(start().get("/nowhere"));
		assertThat(error.propertyNames()).containsExactly("timestamp", "status", "error", "path");
		assertThat(error.get("status").intValue()).isEqualTo(404);
		assertThat(error.get("error").stringValue()).isEqualTo("Not Found");
		assertThat(error.get("path").stringValue()).isEqualTo("/actuator/nowhere");
	}

	@Test
	void headHasHeadersOfGetAlone() throws Exception {
		TestManagement server = start();
		HttpResponse<String> response = server.send("HEAD", "/cluster/0", null);
		assertThat(response.body()).isEmpty();
		assertThat(response.headers().firstValue("Content-Length"))
			.contains(String.valueOf(server.get("/cluster/0").body().length()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "Close" })
	void whenClientEndsTheConnectionAnswerSaysSo(String option) throws Exception {
		String request = "GET /actuator/cluster HTTP/1.1\r\nHost: localhost\r\nConnection: " + option + "\r\n\r\n";
		assertThat(start().raw(request)).startsWith("HTTP/1.1 200").containsOnlyOnce("\r\nConnection: close\r\n");
	}

	@Test
	void whenClientKeepsTheConnectionAnswerDoesNotEndIt() throws Exception {
		assertThat(start().get("/cluster").headers().firstValue("Connection")).isEmpty();
	}

	@Test
	void postWhenItsTypeIsNoJsonIsRefused() throws Exception {
		TestManagement server = start(UNRESTRICTED);
		for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*/*")) {
			HttpResponse<String> response = server.send("POST", "/cluster/reload", "{}", "Content-Type", type);
			assertThat(response.statusCode()).isEqualTo(415);
			assertThat(response.body()).contains("application/json");
		}
		assertThat(server.send("POST", "/cluster/reload", null).statusCode()).isEqualTo(415);
		then(this.operations).shouldHaveNoInteractions();
	}

	@Test
	void postWhenAnswerIsNotAcceptableDoesNothing() throws Exception {
		HttpResponse<String> response = start(UNRESTRICTED).send("POST", "/cluster/reload", "{}", "Content-Type",
				"application/json", "Accept", "text/html");
		assertThat(response.statusCode()).isEqualTo(406);
		then(this.operations).shouldHaveNoInteractions();
	}

	@Test
	void postWhenJsonIsMalformedTellsWhy() throws Exception {
		HttpResponse<String> response = start(UNRESTRICTED).post("/cluster/scale", "{\"workers\": ");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(json(response).get("message").stringValue()).startsWith("The body must be a JSON object");
	}

	@Test
	void postWhenBodyIsLongIsRefused() throws Exception {
		TestManagement server = start(UNRESTRICTED);
		String body = "{\"workers\": 3}" + " ".repeat(ExchangeHandler.MAX_BODY);
		HttpResponse<String> response = server.post("/cluster/scale", body);
		assertThat(response.statusCode()).isEqualTo(413);
		then(this.operations).shouldHaveNoInteractions();
		given(this.operations.scale(3)).willReturn(new CompletableFuture<>());
		assertThat(server.post("/cluster/scale", body.substring(0, ExchangeHandler.MAX_BODY)).statusCode())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example",
			"10.0.0.1", "[::2]:80", "", "127.0.0.1, evil.example", "localhost\r\nHost: evil.example" })
	void whenHostIsNoLoopbackIsForbidden(String host) throws Exception {
		TestManagement server = start(UNRESTRICTED);
		String response = server
			.raw("GET /actuator/cluster HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
		assertThat(response).startsWith("HTTP/1.1 403").contains("loopback address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:1", "127.0.0.1:9000", "127.1.2.3", "[::1]", "[::1]:9000" })
	void whenHostIsLoopbackIsAnswered(String host) throws Exception {
		String response = start()
			.raw("GET /actuator/cluster HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
		assertThat(response).startsWith("HTTP/1.1 200");
	}

	@Test
	void whenServerIsReachedFromElsewhereHostMayBeAny() throws Exception {
		String response = start(Settings.USUAL.address("0.0.0.0"))
			.raw("GET /actuator/cluster HTTP/1.1\r\nHost: cluster.example\r\nConnection: close\r\n\r\n");
		assertThat(response).startsWith("HTTP/1.1 200");
	}

	@Test
	void preflightIsForbidden() throws Exception {
		HttpResponse<String> response = start(UNRESTRICTED).send("OPTIONS", "/cluster/reload", null, "Origin",
				"https://evil.example", "Access-Control-Request-Method", "POST");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@Test
	void whenClientsSendNothingOrHalfOthersAreAnswered() throws Exception {
		TestManagement server = start(Settings.USUAL.patience(Duration.ofMillis(300)), UNRESTRICTED);
		List<Socket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < 10; i++) {
				sockets.add(server.connect(""));
				sockets.add(server.connect("GET /actuator/cluster HTT"));
				sockets.add(server.connect("POST /actuator/cluster/scale HTTP/1.1\r\nHost: localhost\r\n"
						+ "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
			}
			for (int i = 0; i < 10; i++) {
				assertThat(server.get("/cluster").statusCode()).isEqualTo(200);
			}
			assertThat(sockets.get(1).getInputStream().readAllBytes()).isEmpty();
		}
		finally {
			for (Socket socket : sockets) {
				socket.close();
			}
		}
		then(this.operations).shouldHaveNoInteractions();
	}

	@Test
	void whenAnswerTakesLongItIsWaitedFor() throws Exception {
		given(this.operations.reload()).willReturn(new CompletableFuture<>());
		TestManagement server = start(Settings.USUAL.patience(Duration.ofMillis(100)), UNRESTRICTED);
		assertThat(server.post("/cluster/reload", "{\"wait\": \"PT0.5S\"}").statusCode()).isEqualTo(200);
	}

	@Test
	void startWhenPortIsTakenFails() {
		int port = start().port();
		assertThatExceptionOfType(ManagementPortException.class).isThrownBy(() -> start("127.0.0.1", port))
			.withMessageContaining("127.0.0.1, port " + port + ": Address already in use")
			.satisfies((ex) -> assertThat(new ManagementPortFailureAnalyzer().analyze(ex).getAction())
				.contains("'cluster.management.port' to a port that"));
	}

	@Test
	void startWhenAddressIsNotOfThisMachineFails() {
		assertThatExceptionOfType(ManagementPortException.class).isThrownBy(() -> start("192.0.2.1", 0))
			.withMessageContaining("192.0.2.1");
	}

	@Test
	void startWhenAddressIsUnknownFails() {
		assertThatExceptionOfType(ManagementPortException.class).isThrownBy(() -> start("no.such.host.invalid", 0))
			.withMessageContaining("no.such.host.invalid")
			.withMessageContaining("there is no such address")
			.satisfies((ex) -> assertThat(new ManagementPortFailureAnalyzer().analyze(ex).getAction())
				.contains("'cluster.management.address'"));
	}

	@Test
	void warmUpChangesNothing(CapturedOutput output) throws Exception {
		start(UNRESTRICTED, "management.endpoint.health.show-details=always").warmUp();
		then(this.operations).shouldHaveNoInteractions();
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void closeFreesThePort() throws IOException {
		TestManagement server = start();
		int port = server.port();
		server.close();
		start("127.0.0.1", port).close();
	}

	private ManagementServer start(String address, int port) {
		return ManagementServer.start(address, port,
				new ManagedPrimary(this.source, this.operations, () -> true, 5, () -> {
					throw new IllegalStateException("not asked for");
				}, null), new org.springframework.core.env.StandardEnvironment());
	}

	private TestManagement start(String... properties) {
		return start(Settings.USUAL, properties);
	}

	private TestManagement start(Settings settings, String... properties) {
		TestManagement server = new TestManagement(this.source, this.operations, settings, properties);
		this.servers.add(server);
		return server;
	}

	private void assertHealth(TestManagement server, String path, int code, String status) throws Exception {
		HttpResponse<String> response = server.get("/health" + path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
		assertThat(json(response).get("status").stringValue()).isEqualTo(status);
	}

	private static JsonNode json(HttpResponse<String> response) {
		return new JsonMapper().readTree(response.body());
	}

}
