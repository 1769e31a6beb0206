package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page of the sample application and for that of the cluster, in a browser
 * where there is one.
 */
@Tag("once")
class SampleAppBrowserIntegrationTests {

	private static final String FIRST = "[data-ordinal='0']";

	private static final String SECOND = "[data-ordinal='1']";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	private Browser browser;

	@Test
	void pageWhenWorkersAreDisturbedShowsIt() throws IOException {
		Path executable = Browser.executable().orElse(null);
		Assumptions.assumeTrue(executable != null, "No chromium or google-chrome on the PATH");
		RunningCluster running = startSample();
		try (Browser opened = Browser.open(executable, running, output())) {
			this.browser = opened;
			showsBothWorkers(running);
			countsRequests();
			storesAnEntry();
			refusesAnInvalidEntry();
			showsACrash();
			showsAHang();
			opened.show("/actuator/clusterui");
			showsTheCluster(running);
			showsARestart(running);
			showsAReload();
			showsFigures();
			showsTheOtherTheme();
			assertThat(opened.errors()).isEmpty();
		}
		finally {
			running.workers().forEach((pid) -> Processes.signal("CONT", pid));
		}
	}

	private RunningCluster startSample() throws IOException {
		Path directory = this.cluster.directory();
		Browser.writeDriver(directory);
		return RunningCluster.await(this.cluster.runSample("--server.port=0", "--cluster.workers=2",
				"--spring.web.resources.static-locations=classpath:/static/,file:" + directory + "/"), 2);
	}

	private Path output() {
		return Path.of(System.getProperty("output.directory"), getClass().getSimpleName() + ".browser.log");
	}

	private void showsBothWorkers(RunningCluster running) {
		await("READY", () -> this.browser.text(FIRST + " .state"));
		await("READY", () -> this.browser.text(SECOND + " .state"));
		assertThat(this.browser.run("document.querySelectorAll('.worker').length")).isEqualTo("2");
		assertThat(this.browser.text("#summary")).startsWith("2 of 2 workers ready on port " + running.port());
		assertThat(this.browser.text(FIRST + " [data-field=pid]")).isEqualTo(running.worker(0).get("pid").asString(""));
		assertThat(this.browser.text("#empty")).isEqualTo("Nobody has signed yet. Be the first.");
	}

	private void countsRequests() {
		this.browser.click("#send");
		await(true, () -> this.browser.text("#sent")
			.matches("100 requests on new connections: \\d+ by worker 0, \\d+ by worker 1, 0 failed, .* s\\."));
		await(true, () -> Integer.parseInt(this.browser.text(FIRST + " [data-field=requests]")) >= 10);
	}

	private void storesAnEntry() {
		sign("Ada", "<b>Was here</b>");
		await("<b>Was here</b>", () -> this.browser.text("#entries li .text"));
		assertThat(this.browser.text("#entries li .by")).startsWith("Ada, ").contains("stored by worker ");
	}

	private void refusesAnInvalidEntry() {
		sign("", "x".repeat(281));
		await("must not be blank", () -> this.browser.text("#author-error"));
		assertThat(this.browser.text("#text-error")).isEqualTo("size must be between 0 and 280");
		assertThat(this.browser.run("document.activeElement.name")).isEqualTo("author");
		assertThat(this.browser.run("document.querySelectorAll('#entries li').length")).isEqualTo("1");
	}

	private void sign(String author, String text) {
		this.browser.type("[name=author]", author);
		this.browser.type("[name=text]", text);
		this.browser.click("#form button");
	}

	private void showsACrash() {
		String former = this.browser.text(FIRST + " [data-field=pid]");
		this.browser.click(FIRST + " [data-action=crash]");
		await("1", () -> this.browser.text(FIRST + " [data-field=restarts]"));
		await("READY", () -> this.browser.text(FIRST + " .state"));
		assertThat(this.browser.text(FIRST + " [data-field=pid]")).isNotEqualTo(former);
		assertThat(this.browser.text(FIRST + " .exit")).contains("killed by SIGKILL");
		assertThat(this.browser.text(SECOND + " [data-field=restarts]")).isEqualTo("0");
		await("<b>Was here</b>", () -> this.browser.text("#entries li .text"));
	}

	private void showsAHang() {
		this.browser.click(FIRST + " [data-action=hang]");
		Awaitility.await()
			.atMost(Limit.ofSeconds(4))
			.until(() -> this.browser.text(FIRST + " .state"), "PARKED"::equals);
		assertThat(this.browser.text(FIRST + " .note")).startsWith("Frozen");
		this.browser.click(FIRST + " [data-action=wake]");
		await("READY", () -> this.browser.text(FIRST + " .state"));
	}

	private void showsTheCluster(RunningCluster running) {
		await("Ready", () -> this.browser.text(FIRST + " [data-field=state]"));
		await("Ready", () -> this.browser.text(SECOND + " [data-field=state]"));
		assertThat(this.browser.text("h1")).isEqualTo("guestbook cluster");
		assertThat(this.browser.text("#connection")).isEqualTo("Live");
		assertThat(this.browser.text("#listeners")).startsWith("*:" + running.port());
		assertThat(this.browser.text(FIRST + " [data-field=exit]")).startsWith("killed by SIGKILL, ");
		assertThat(this.browser.run("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
	}

	private void showsARestart(RunningCluster running) {
		Processes.signal("KILL", running.worker(1).get("pid").asLong());
		await("1", () -> this.browser.text(SECOND + " [data-field=restarts]"));
		assertThat(this.browser.text(SECOND + " [data-field=exit]")).startsWith("killed by SIGKILL, ");
		await(true, () -> this.browser.text("#activity").contains("Worker 1 exited: killed by SIGKILL."));
		await("Ready", () -> this.browser.text(SECOND + " [data-field=state]"));
	}

	private void showsAReload() {
		this.browser.click("#reload");
		assertThat(this.browser.text("#confirm-title")).isEqualTo("Reload all workers?");
		this.browser.click("[data-choice=yes]");
		await(true, () -> this.browser.text("#reload-text")
			.matches("Reload 1 to generation 2: [01] of 2 workers replaced.*"));
		await(true, () -> this.browser.text("#reload-text").startsWith("Reload 1 to generation 2 succeeded in "));
		await("2", () -> this.browser.text("#generation"));
		await(true, () -> this.browser.text(FIRST + " [data-field=process]").endsWith("gen 2"));
		await(true, () -> this.browser.text(SECOND + " [data-field=process]").endsWith("gen 2"));
		await("Live", () -> this.browser.text("#connection"));
	}

	private void showsFigures() {
		for (String worker : List.of(FIRST, SECOND)) {
			showsFigure(worker + " [data-label=Requests]", "/s");
			showsFigure(worker + " [data-label=Latency]", "ms");
			showsFigure(worker + " [data-label=Heap]", "MB of");
			showsFigure(worker + " [data-label=CPU]", "cores");
		}
		showsFigure("dd:has(#rate)", "/s");
		showsFigure("dd:has(#latency)", "ms");
		showsFigure("dd:has(#heap)", "MB");
		showsFigure("dd:has(#cpu)", "cores");
	}

	/**
	 * Send requests to any worker until it is seen that there are some: a rate of none
	 * would be a number, too.
	 */
	private void showsFigure(String selector, String unit) {
		await(true, () -> {
			this.browser.run("Promise.all(Array.from({ length: 20 }, () => fetch('/hello?close'))).then(() => true)");
			return this.browser.text(selector).matches("(?s)(?!0[.,]0 )\\d[\\d.,]* " + unit + "(\\s.*)?");
		});
	}

	private void showsTheOtherTheme() {
		String background = "getComputedStyle(document.body).backgroundColor";
		chooseTheme("light");
		String light = this.browser.run(background);
		chooseTheme("dark");
		assertThat(this.browser.run(background)).isNotEqualTo(light);
	}

	private void chooseTheme(String theme) {
		this.browser.click("#theme");
		assertThat(this.browser.run("document.documentElement.dataset.theme")).isEqualTo(theme);
		assertThat(this.browser.text("#theme-name")).isEqualToIgnoringCase(theme);
	}

	private <T> void await(T expected, Supplier<T> actual) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(actual.get()).isEqualTo(expected));
	}

}
