package io.clusterboot.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the cluster where people have to sign in.
 */
final class SecuredPage {

	private static final String PATH = "/actuator/clusterui";

	private static final String PARK = "[data-ordinal='0'] [data-action=park]";

	private static final String RESUME = "[data-ordinal='0'] [data-action=resume]";

	private static final String STATE = "[data-ordinal='0'] [data-field=state]";

	private final Browser browser;

	private SecuredPage(Browser browser) {
		this.browser = browser;
	}

	/**
	 * Assert that the page finds its files and endpoints, whatever lies before them.
	 * @param page where the page is
	 */
	static void assertNeedsNothingElse(URI page) {
		Response response = Response.of("GET", page, null, "user");
		assertThat(response.status()).isEqualTo(200);
		List<String> needed = Pattern.compile(" (?:src|href|data-cluster|data-metrics)=\"([^#\"].*?)\"")
			.matcher(response.body())
			.results()
			.map((found) -> found.group(1))
			.toList();
		assertThat(needed).containsExactly("cluster", "metrics", "clusterui/icon.svg", "clusterui/page.css",
				"clusterui/page.js");
		assertThat(needed).allSatisfy(
				(link) -> assertThat(Response.of("GET", page.resolve(link), null, "user").status()).isEqualTo(200));
	}

	/**
	 * Assert that whichever worker is asked, it accepts a write with the token of the
	 * page from those who may write, and no other.
	 * @param page where the page is
	 * @throws Exception if a request fails
	 */
	static void assertWrites(URI page) throws Exception {
		HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(page + "/token")), "admin");
		JsonNode token = new JsonMapper().readTree(answer.body());
		String cookie = answer.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((set) -> set.startsWith("XSRF-TOKEN="))
			.map((set) -> set.replaceAll(";.*", ""))
			.findFirst()
			.orElseThrow();
		Map<String, String> complete = Map.of("Cookie", cookie, token.get("header").asString(),
				token.get("value").asString());
		for (int i = 0; i < 4; i++) {
			assertThat(write(page, "admin", complete)).isEqualTo(200);
			// Refused before it is known who asks, which the page for errors wants to
			// know.
			assertThat(write(page, "admin", Map.of("Cookie", cookie))).isEqualTo(401);
			assertThat(write(page, "user", complete)).isEqualTo(403);
		}
	}

	private static int write(URI page, String user, Map<String, String> headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve("cluster/resume"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"worker\": 0}"));
		headers.forEach(request::header);
		return send(request, user).statusCode();
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, String user) throws Exception {
		request.timeout(Duration.ofSeconds(30))
			.header("Authorization", "Basic " + HttpHeaders.encodeBasicAuth(user, user, StandardCharsets.UTF_8));
		// A client of its own has a connection of its own.
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	/**
	 * Assert in a browser, where there is one, that people see what they may and are told
	 * what they may not.
	 * @param cluster shows the page to a browser
	 * @throws IOException if the browser does not start
	 */
	static void assertShowsWhatTheRulesAllow(SharedCluster cluster) throws IOException {
		Path executable = Browser.executable().orElse(null);
		Assumptions.assumeTrue(executable != null, "No chromium or google-chrome on the PATH");
		Browser.writeDriver(cluster.directory());
		Path output = Path.of(System.getProperty("output.directory"), SecuredPage.class.getSimpleName() + ".log");
		try (Browser browser = Browser.open(executable, cluster.running(), output)) {
			SecuredPage page = new SecuredPage(browser);
			page.writes();
			page.forgetsWhoSignedOut();
			page.refusesAWrite();
			assertThat(browser.errors()).isEmpty();
		}
	}

	private void writes() {
		this.browser.run("fetch('/login', { method: 'POST', "
				+ "body: new URLSearchParams({ username: 'admin', password: 'admin' }) }).then(String)");
		this.browser.show(PATH);
		await("Ready", STATE);
		this.browser.click(PARK);
		await("Parked", STATE);
		this.browser.click(RESUME);
		await("Ready", STATE);
	}

	private void forgetsWhoSignedOut() {
		this.browser.run("fetch('/logout', { method: 'POST' }).then(String)");
		await("You are not signed in, or not any more: your session may have ended. Load this page again to sign in.",
				"#notice-text");
		assertThat(this.browser.run("document.querySelector('main').checkVisibility()")).isEqualTo("false");
	}

	/**
	 * Sign in with a password in each request, which the browser goes on to send once a
	 * script has given it one.
	 */
	private void refusesAWrite() {
		this.browser.run("new Promise((resolve) => { const request = new XMLHttpRequest(); "
				+ "request.open('GET', '/actuator/cluster', true, 'user', 'user'); "
				+ "request.setRequestHeader('Accept', 'application/json'); "
				+ "request.onload = () => resolve(request.status); request.send(); })");
		this.browser.show(PATH);
		await("Ready", STATE);
		this.browser.click(PARK);
		await("Refused (403): your user may not change the cluster, or the application did not accept the CSRF token of "
				+ "this page.", "#feedback-text");
	}

	private void await(String expected, String selector) {
		Supplier<String> actual = () -> this.browser
			.run("document.querySelector(\"" + selector + "\")?.innerText.trim() ?? ''");
		Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(actual.get()).isEqualTo(expected));
	}

}
