package io.clusterboot.web;

import java.time.Duration;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpSession;

import io.clusterboot.socket.SharedListeners;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionWarning}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionWarningTests {

	private static final String WARNING = "Sessions are kept in the memory of each worker";

	@Test
	void getWhenSessionsAreInMemoryWarnsOnce(CapturedOutput output) throws Exception {
		createSessions(true);
		assertThat(output).containsOnlyOnce(WARNING).contains("Spring Session");
	}

	@Test
	void getWhenSessionsAreInMemoryOfJettyWarns(CapturedOutput output) throws Exception {
		SessionWarning warning = new SessionWarning(new SharedPort(true));
		try (TestJetty server = new TestJetty(0, new SessionServlet(), new SharedListeners(),
				new ListenerDrain(Duration.ZERO),
				(factory) -> factory.addInitializers((context) -> context.addListener(warning)))) {
			assertThat(PlainClient.get(server.port())).contains("JSESSIONID");
		}
		assertThat(output).containsOnlyOnce(WARNING);
	}

	@Test
	void getWhenNoWorkerDoesNotWarn(CapturedOutput output) throws Exception {
		createSessions(false);
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void sessionCreatedWhenSessionIsNotTheServersDoesNotWarn(CapturedOutput output) {
		new SessionWarning(new SharedPort(true)).sessionCreated(new HttpSessionEvent(new MockHttpSession()));
		assertThat(output).doesNotContain(WARNING);
	}

	private void createSessions(boolean worker) throws Exception {
		SessionWarning warning = new SessionWarning(new SharedPort(worker));
		try (TestTomcat server = new TestTomcat(0, new SessionServlet(),
				(factory) -> factory.addInitializers((context) -> context.addListener(warning)))) {
			assertThat(PlainClient.get(server.port())).contains("JSESSIONID");
			assertThat(PlainClient.get(server.port())).contains("JSESSIONID");
		}
	}

	/**
	 * Creates a session with each request.
	 */
	private static final class SessionServlet extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) {
			request.getSession(true);
		}

	}

}
