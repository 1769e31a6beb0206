package io.clusterboot.actuate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterUiEndpoint} over HTTP.
 */
@Tag("once")
class ClusterUiEndpointTests {

	private static final String ACCESS = "management.endpoint.clusterui.access=read-only";

	private final FakeStatusSource source = new FakeStatusSource(
			TestCluster.status(1, TestCluster.worker(0, WorkerState.READY)));

	private ActuatorApplication application;

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void pageIsHtmlThatNeedsOnlyTheFilesBesideIt() throws Exception {
		start("spring.application.name=Ünï <b>&\"");
		HttpResponse<String> response = this.application.get("/clusterui");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).get()
			.asString()
			.isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(response.body()).startsWith("<!doctype html>")
			.contains("<h1>Ünï &lt;b&gt;&amp;&quot; <span>")
			.contains(" data-cluster=\"cluster\" data-metrics=\"metrics\" data-writes=\"false\">")
			.doesNotContain("{{", "http:", "https:");
		assertThat(links(response.body())).containsExactlyInAnyOrder("clusterui/page.css", "clusterui/page.js",
				"clusterui/icon.svg");
	}

	@Test
	void pageWhenPolicyAllowsNothingInlineHasNothingInline() throws Exception {
		start();
		String page = this.application.get("/clusterui").body();
		assertThat(page).containsOnlyOnce("<script ").doesNotContain("<style", " style=", " onclick=", "data:");
		assertThat(page).contains("content=\"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
				+ "connect-src 'self'; base-uri 'none'; form-action 'none'\"");
	}

	@ParameterizedTest
	@CsvSource({ "page.css, text/css, --ground:", "page.js, text/javascript, prepareActions();",
			"icon.svg, image/svg+xml, <svg" })
	void fileBesideThePageHasItsType(String name, String type, String part) throws Exception {
		start();
		HttpResponse<String> response = this.application.get("/clusterui/" + name);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).get()
			.asString()
			.isEqualToIgnoringCase(type + ";charset=UTF-8");
		assertThat(response.body()).contains(part).doesNotContain("{{", "https:", "@import", "data:image");
	}

	@Test
	void tokenWhenNothingProtectsWritesIsEmpty() throws Exception {
		start("management.endpoint.cluster.access=unrestricted");
		HttpResponse<String> response = this.application.get("/clusterui/token");
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		assertThat(response.body()).contains("\"header\":\"\"", "\"value\":\"\"");
	}

	@Test
	void fileBesideThePageWhenUnknownIsNotFound() throws Exception {
		start();
		for (String name : List.of("page.html", "main.js", "..%2fUiPage.class", "x")) {
			assertThat(this.application.get("/clusterui/" + name).statusCode()).as(name).isIn(400, 404);
		}
	}

	@ParameterizedTest
	@CsvSource({ "spring.application.name=shop, /actuator/clusterui",
			"server.servlet.context-path=/app, /app/actuator/clusterui",
			"management.endpoints.web.base-path=/ops/it, /ops/it/clusterui",
			"management.endpoints.web.base-path=/, /clusterui",
			"management.endpoints.web.path-mapping.clusterui=ops/pages/ui, /actuator/ops/pages/ui",
			"management.endpoints.web.path-mapping.cluster=ops/of/cluster, /actuator/clusterui" })
	void pageFindsWhatItNeedsWhereverItIs(String property, String path) throws Exception {
		start(property);
		URI page = this.application.uri("").resolve(path);
		HttpResponse<String> response = get(page);
		assertThat(response.statusCode()).as(page.toString()).isEqualTo(200);
		List<String> needed = new ArrayList<>(links(response.body()));
		Matcher endpoints = Pattern.compile(" data-(?:cluster|metrics)=\"(.+?)\"").matcher(response.body());
		endpoints.results().map((found) -> found.group(1)).forEach(needed::add);
		assertThat(needed).hasSize(5);
		for (String link : needed) {
			assertThat(get(page.resolve(link)).statusCode()).as(link).isEqualTo(200);
		}
	}

	@Test
	void pageWhenPathsAreMappedFindsEndpoints() throws Exception {
		start("management.endpoints.web.path-mapping.clusterui=ops/pages/ui",
				"management.endpoints.web.path-mapping.cluster=ops/cluster", "management.endpoint.metrics.access=none");
		assertThat(this.application.get("/ops/pages/ui").body())
			.contains(" data-cluster=\"../../ops/cluster\" data-metrics=\"\"");
	}

	@Test
	void pageWhenClusterMayBeChangedOffersIt() throws Exception {
		start("management.endpoint.cluster.access=unrestricted");
		assertThat(this.application.get("/clusterui").body()).contains(" data-writes=\"true\"");
	}

	@Test
	void pageWhenMaxPermittedIsReadOnlyOffersNoChange() throws Exception {
		start("management.endpoint.cluster.access=unrestricted", "management.endpoints.access.max-permitted=read-only");
		assertThat(this.application.get("/clusterui").body()).contains(" data-writes=\"false\"");
	}

	@Test
	void pageWhenAccessIsNotSetIsNotFound() throws Exception {
		this.application = ActuatorApplication.worker(this.source);
		assertThat(this.application.get("/clusterui").statusCode()).isEqualTo(404);
		assertThat(this.application.get("/cluster").statusCode()).isEqualTo(200);
	}

	@Test
	void pageWhenSingleProcessIsNotFound() throws Exception {
		this.application = ActuatorApplication.singleProcess(ACCESS);
		assertThat(this.application.get("/clusterui").statusCode()).isEqualTo(404);
		assertThat(this.application.get("").body()).doesNotContain("clusterui");
	}

	private void start(String... properties) {
		String[] all = new String[properties.length + 1];
		all[0] = ACCESS;
		System.arraycopy(properties, 0, all, 1, properties.length);
		this.application = ActuatorApplication.worker(this.source, all);
	}

	private static List<String> links(String page) {
		return Pattern.compile(" (?:src|href)=\"([^#\"].*?)\"")
			.matcher(page)
			.results()
			.map((found) -> found.group(1))
			.toList();
	}

	private static HttpResponse<String> get(URI uri) throws Exception {
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
