package io.clusterboot.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WarmUpRequests}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpRequestsTests {

	private final RecordingServlet servlet = new RecordingServlet();

	@TempDir
	private Path folder;

	@Test
	void runWhenNothingIsAcceptedYetIsAnsweredByItself(CapturedOutput output) throws Exception {
		try (TestListeners listeners = new TestListeners(false);
				TestTomcat server = new TestTomcat(0, this.servlet, (factory) -> {
				}, listeners, new ListenerDrain(Duration.ZERO));
				PlainClient client = new PlainClient(server.port())) {
			client.send("/client", "Connection: close");
			warmUp(server, "/first", "/second?x=1", "/missing");
			assertThat(this.servlet.requests).containsExactly("GET /first", "GET /second?x=1", "GET /missing");
			assertThat(output).containsPattern("Warm-up: 3 requests in \\d+ ms")
				.contains("Warm-up: /missing answered with 404");
			listeners.gate.open();
			assertThat(client.readAll()).endsWith("/client");
		}
	}

	@Test
	void runWhenDoneLeavesNoTraceInTheCounters() throws Exception {
		try (TestTomcat server = new TestTomcat(0, this.servlet)) {
			List<Long> connections = new CopyOnWriteArrayList<>();
			this.servlet.duringRequest = () -> connections.add(server.counters.connections());
			warmUp(server, "/first", "/second");
			assertThat(connections).containsExactly(0L, 0L);
			assertThat(server.counters.totalRequests()).isZero();
			assertThat(PlainClient.get(server.port())).startsWith("HTTP/1.1 200");
			Awaitility.await().until(() -> server.counters.totalRequests() == 1);
		}
	}

	@Test
	void runWhenServerSpeaksTlsIsAnswered(CapturedOutput output) throws Exception {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("web",
				TestCertificate.bundle(this.folder, "own"));
		Consumer<TomcatServletWebServerFactory> secure = (factory) -> {
			factory.setSsl(Ssl.forBundle("web"));
			factory.setSslBundles(bundles);
		};
		try (TestTomcat server = new TestTomcat(0, this.servlet, secure)) {
			warmUp(server, "/secure");
			assertThat(this.servlet.requests).containsExactly("GET /secure");
			assertThat(output).containsPattern("Warm-up: 1 request in \\d+ ms").doesNotContain("/secure failed");
		}
	}

	@Test
	void runWhenAnswerNeverEndsGivesUpAndGoesOn(CapturedOutput output) throws Exception {
		try (TestTomcat server = new TestTomcat(0, this.servlet)) {
			WarmUpRequests warmUp = new WarmUpRequests(List.of("/never", "/next"), Duration.ofMillis(200));
			warmUp.add(server.protocol().server());
			warmUp.run();
			assertThat(this.servlet.requests).containsExactly("GET /never", "GET /next");
			assertThat(output).contains("Warm-up: /never failed");
			assertThat(server.protocol().server().openConnections()).isZero();
		}
	}

	@Test
	void createWhenPathIsRelativeThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> new WarmUpRequests(List.of("/a", "b")))
			.withMessage("cluster.warmup.paths is 'b': each path must begin with '/'");
	}

	private void warmUp(TestTomcat server, String... paths) {
		WarmUpRequests warmUp = new WarmUpRequests(List.of(paths));
		warmUp.add(server.protocol().server());
		warmUp.run();
	}

	/**
	 * Notes what was requested.
	 */
	private static final class RecordingServlet extends HttpServlet {

		private final List<String> requests = new CopyOnWriteArrayList<>();

		private Runnable duringRequest = () -> {
		};

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
			this.requests.add(request.getMethod() + " " + request.getRequestURI() + query);
			this.duringRequest.run();
			switch (request.getRequestURI()) {
				case "/missing" -> response.sendError(404);
				case "/never" -> {
					request.startAsync().setTimeout(0);
					response.flushBuffer();
				}
				default -> response.getWriter().write(request.getRequestURI());
			}
		}

	}

}
