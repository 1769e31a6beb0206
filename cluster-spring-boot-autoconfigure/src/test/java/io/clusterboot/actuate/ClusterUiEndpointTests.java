package io.clusterboot.actuate;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterUiEndpoint} over HTTP.
 */
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
	void pageIsHtmlThatNeedsNothingElse() throws Exception {
		start("spring.application.name=Ünï <b>&\"");
		HttpResponse<String> response = this.application.get("/clusterui");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).get()
			.asString()
			.isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(response.body()).startsWith("<!doctype html>")
			.contains("<h1>Ünï &lt;b&gt;&amp;&quot; <span>")
			.contains(" data-cluster=\"cluster\" data-metrics=\"metrics\" data-writes=\"false\">")
			.doesNotContain("{{", "https:", " src=", "@import");
	}

	@Test
	void pageAllowsItsOwnScriptAndStyleOnly() throws Exception {
		start();
		String page = this.application.get("/clusterui").body();
		assertThat(page).containsOnlyOnce("<script").containsOnlyOnce("<style").doesNotContain(" style=", " onclick=");
		assertThat(page).contains("content=\"default-src 'none'; script-src '"
				+ hash(page, "<script type=\"module\">(.*?)</script>") + "'; style-src '"
				+ hash(page, "<style>(.*?)</style>") + "'; img-src data:; connect-src 'self'; base-uri 'none'");
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

	private static String hash(String page, String regex) throws Exception {
		Matcher found = Pattern.compile(regex, Pattern.DOTALL).matcher(page);
		assertThat(found.find()).isTrue();
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(found.group(1).getBytes(StandardCharsets.UTF_8));
		return "sha256-" + Base64.getEncoder().encodeToString(digest);
	}

}
