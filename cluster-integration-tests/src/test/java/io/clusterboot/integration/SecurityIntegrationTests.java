package io.clusterboot.integration;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.example.secured.SecuredApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nobody sees or does more through a cluster than the application allows. Each
 * request is on a connection of its own, so that the kernel chooses the worker.
 */
@Tag("once")
class SecurityIntegrationTests {

	/**
	 * How often a request is sent that either worker may answer.
	 */
	private static final int TRIES = 4;

	private static final String HIDDEN = "******";

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	static final SharedCluster cluster = new SharedCluster((cluster) -> cluster.main(SecuredApplication.class)
		.classPath(ClassPath.withSecurity())
		.start(2, "--spring.web.resources.static-locations=file:" + cluster.directory() + "/",
				"--management.endpoint.clusterui.access=read-only", "--management.endpoint.cluster.access=unrestricted",
				"--management.endpoint.env.show-values=when-authorized",
				"--management.endpoint.env.roles=ADMIN,actuator:read",
				"--management.endpoint.configprops.show-values=when-authorized",
				"--management.endpoint.configprops.roles[0]=ADMIN",
				"--management.endpoint.configprops.roles[1]=actuator:read",
				"--management.endpoint.health.show-details=when-authorized", "--management.endpoint.health.roles=ADMIN",
				"--management.endpoint.loggers.access=read-only", "--management.endpoints.web.exposure.exclude=beans"));

	@RegisterExtension
	final TestCluster other = new TestCluster();

	@Test
	void valuesWhenCallerHasTheRoleAreShownOfEveryWorker() {
		for (String worker : List.of("", "?worker=0", "?worker=1")) {
			repeat(() -> {
				for (String path : List.of("/actuator/env/cluster.worker.ordinal",
						"/actuator/configprops/management.endpoint.env")) {
					assertThat(values(get("user", path + worker))).as(path + worker).containsOnly(HIDDEN);
					assertThat(values(get("mimic", path + worker))).as(path + worker).containsOnly(HIDDEN);
					assertThat(values(get("admin", path + worker))).as(path + worker).doesNotContain(HIDDEN);
					assertThat(values(get("auditor", path + worker))).as(path + worker).doesNotContain(HIDDEN);
					assertThat(request(null, "GET", path + worker, null).status()).isEqualTo(401);
				}
			});
			for (String path : List.of("/actuator/env", "/actuator/configprops")) {
				assertThat(values(get("user", path + worker))).as(path + worker).containsOnly(HIDDEN);
				assertThat(values(get("admin", path + worker))).as(path + worker).doesNotContain(HIDDEN);
			}
		}
		assertThat(ordinals("admin")).contains("0", "1");
	}

	private Set<String> ordinals(String user) {
		return values(get(user, "/actuator/env/cluster.worker.ordinal"));
	}

	@Test
	void detailsOfHealthWhenCallerHasTheRoleAreShownOfEveryWorker() {
		repeat(() -> {
			JsonNode shown = get("admin", "/actuator/health");
			assertThat(shown.get("components").get("diskSpace").get("components").propertyNames()).containsExactly("0",
					"1");
			assertThat(get("admin", "/actuator/health/diskSpace/1").get("details")).isNotNull();
			for (String worker : List.of("", "?worker=0", "?worker=1")) {
				assertThat(get("user", "/actuator/health" + worker).propertyNames()).containsOnly("status", "groups");
				assertThat(get("auditor", "/actuator/health" + worker).propertyNames()).containsOnly("status",
						"groups");
				assertThat(get(null, "/actuator/health" + worker).propertyNames()).containsOnly("status", "groups");
			}
			assertThat(request("user", "GET", "/actuator/health/diskSpace", null).status()).isEqualTo(404);
			assertThat(request("user", "GET", "/actuator/health/diskSpace/1", null).status()).isEqualTo(404);
			assertThat(request(null, "GET", "/actuator/health/diskSpace/1", null).status()).isEqualTo(401);
		});
	}

	@Test
	void callerIsTheSameInEveryWorker() {
		for (String worker : List.of("?worker=0", "?worker=1")) {
			repeat(() -> {
				assertCaller("admin", worker, true);
				assertCaller("user", worker, false);
				assertCaller("auditor", worker, false);
				assertThat(inRole("user", worker, "USER")).isTrue();
				assertThat(inRole("user", worker, "ROLE_USER")).isTrue();
				// An authority is no role unless it is called one.
				assertThat(inRole("auditor", worker, "actuator:read")).isFalse();
				assertThat(inRole("mimic", worker, "SUPPORT")).isFalse();
			});
		}
	}

	private void assertCaller(String user, String worker, boolean admin) {
		JsonNode greeting = get(user, "/actuator/greeting" + worker);
		assertThat(greeting.get("from").asString()).isEqualTo(worker.substring(worker.length() - 1));
		assertThat(greeting.get("to").asString()).isEqualTo(user);
		assertThat(greeting.get("admin").asBoolean()).isEqualTo(admin);
	}

	private boolean inRole(String user, String worker, String role) {
		return get(user, "/actuator/greeting" + worker + "&role=" + role).get("inRole").asBoolean();
	}

	@Test
	void pathWhenForbiddenStaysForbiddenForAnyWorker() {
		for (String worker : List.of("", "?worker=0", "?worker=1", "?worker=9")) {
			assertThat(request("user", "GET", "/actuator/threaddump" + worker, null).status()).isEqualTo(403);
			assertThat(request("user", "POST", "/actuator/greeting" + worker, "{\"greeting\":\"Boo\"}").status())
				.isEqualTo(403);
			assertThat(request(null, "POST", "/actuator/greeting" + worker, "{\"greeting\":\"Boo\"}").status())
				.isEqualTo(401);
		}
		assertThat(greeting(0)).isEqualTo("Hello");
		assertThat(greeting(1)).isEqualTo("Hello");
		repeat(() -> assertThat(
				request("admin", "POST", "/actuator/greeting?worker=1", "{\"greeting\":\"Hello\"}").status())
			.isEqualTo(204));
	}

	private String greeting(int worker) {
		return get("user", "/actuator/greeting?worker=" + worker).get("greeting").asString();
	}

	@Test
	void writeWhenAccessIsReadOnlyReachesNobody() {
		for (String worker : List.of("", "?worker=0", "?worker=1")) {
			assertThat(request("admin", "POST", "/actuator/loggers/org.example" + worker,
					"{\"configuredLevel\":\"DEBUG\"}")
				.status()).isEqualTo(405);
		}
		for (int worker = 0; worker < 2; worker++) {
			assertThat(request("admin", "GET", "/actuator/loggers/org.example?worker=" + worker, null).status())
				.isEqualTo(404);
		}
	}

	@Test
	void endpointWhenNotExposedOrWithoutAccessIsNotFound() {
		for (String worker : List.of("", "?worker=0", "?worker=1")) {
			assertThat(request("admin", "GET", "/actuator/beans" + worker, null).status()).isEqualTo(404);
			assertThat(request("admin", "GET", "/actuator/heapdump" + worker, null).status()).isEqualTo(404);
			assertThat(request("admin", "POST", "/actuator/shutdown" + worker, null).status()).isEqualTo(404);
		}
	}

	@Test
	void managementServerWhenItHasItsOwnPortAndTlsAndPathSpeaksForAllUnderTheSameRules() {
		RunningCluster running = this.other.main(SecuredApplication.class)
			.classPath(ClassPath.withSecurity())
			.start(2, "--management.server.port=0", "--management.server.base-path=/ops",
					"--management.server.ssl.key-store="
							+ TestTls.keyStore(this.other.directory().resolve("ops.p12"), "PKCS12", "ops"),
					"--management.server.ssl.key-store-password=" + TestTls.PASSWORD,
					"--management.endpoint.health.show-details=when-authorized",
					"--management.endpoint.health.roles=ADMIN", "--management.endpoint.clusterui.access=read-only");
		String base = "https://127.0.0.1:" + running.managementPort() + "/ops/actuator";
		assertThat(status("admin", "GET", "http://127.0.0.1:" + running.port() + "/actuator/threaddump", null))
			.isEqualTo(404);
		repeat(() -> assertSpeaksForAll(base));
		SecuredPage.assertNeedsNothingElse(URI.create(base + "/clusterui"));
		assertThat(status("user", "POST", base + "/loggers/org.example", "{\"configuredLevel\":\"DEBUG\"}"))
			.isEqualTo(403);
		assertThat(levels(base)).containsExactly(404, 404);
		assertThat(status("admin", "POST", base + "/loggers/org.example", "{\"configuredLevel\":\"DEBUG\"}"))
			.isEqualTo(200);
		assertThat(levels(base)).containsExactly(200, 200);
	}

	@Test
	void pageWhenSignedInWritesWithItsTokenToAnyWorker() throws Exception {
		SecuredPage.assertWrites(URI.create("http://127.0.0.1:" + cluster.running().port() + "/actuator/clusterui"));
	}

	@Test
	void pageInABrowserShowsWhatTheRulesAllow() throws IOException {
		SecuredPage.assertShowsWhatTheRulesAllow(cluster);
	}

	private static void assertSpeaksForAll(String base) {
		assertThat(body("admin", base + "/threaddump")).contains("worker-0/", "worker-1/");
		assertThat(status("user", "GET", base + "/threaddump", null)).isEqualTo(403);
		assertThat(json.readTree(body("admin", base + "/health")).get("components").get("diskSpace").get("components"))
			.hasSize(2);
		assertThat(body(null, base + "/health")).doesNotContain("components");
		for (String worker : List.of("0", "1")) {
			JsonNode greeting = json.readTree(body("admin", base + "/greeting?worker=" + worker));
			assertThat(greeting.get("from").asString()).isEqualTo(worker);
			assertThat(greeting.get("admin").asBoolean()).isTrue();
		}
	}

	private static List<Integer> levels(String base) {
		return Stream.of("0", "1")
			.map((worker) -> status("admin", "GET", base + "/loggers/org.example?worker=" + worker, null))
			.toList();
	}

	private static String body(@Nullable String user, String uri) {
		Response response = Response.of("GET", URI.create(uri), null, user);
		assertThat(response.status()).as(uri + ": " + response.body()).isEqualTo(200);
		return response.body();
	}

	private static int status(@Nullable String user, String method, String uri, @Nullable String body) {
		return Response.of(method, URI.create(uri), body, user).status();
	}

	private static void repeat(Runnable test) {
		for (int i = 0; i < TRIES; i++) {
			test.run();
		}
	}

	/**
	 * Return all values that an answer shows, however deep.
	 * @param answer the environment, or the properties of beans
	 * @return the values, hidden ones as they are
	 */
	private static Set<String> values(JsonNode answer) {
		Set<String> values = new TreeSet<>();
		if (answer.has("contexts")) {
			answer.get("contexts")
				.forEach((context) -> context.get("beans").forEach((bean) -> leaves(bean.get("properties"), values)));
		}
		else {
			answer.findValues("value").forEach((value) -> leaves(value, values));
		}
		return values;
	}

	private static void leaves(JsonNode node, Set<String> values) {
		if (node.isContainer()) {
			node.forEach((child) -> leaves(child, values));
		}
		else {
			values.add(node.asString());
		}
	}

	private static JsonNode get(@Nullable String user, String path) {
		Response response = request(user, "GET", path, null);
		assertThat(response.status()).as(path + " as " + user + ": " + response.body()).isEqualTo(200);
		return json.readTree(response.body());
	}

	private static Response request(@Nullable String user, String method, String path, @Nullable String body) {
		return Response.of(method, URI.create("http://127.0.0.1:" + cluster.running().port() + path), body, user);
	}

}
