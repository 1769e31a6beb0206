package io.clusterboot.web;

import java.io.PrintWriter;

import jakarta.servlet.http.HttpServlet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.error.ErrorPage;

/**
 * Tests for {@link RequestCounters}.
 */
class RequestCountersTests {

	@Nested
	class TomcatTests extends RequestCountersContract {

		@Override
		TestServer start(HttpServlet servlet) {
			return new TestTomcat(0, servlet, (factory) -> factory.addErrorPages(new ErrorPage("/error")));
		}

		/**
		 * Jetty's writers do not tell and leave it to the application to give up.
		 */
		@Test
		void activeWhenClientLeftAsyncLastsUntilWriteFails() throws Exception {
			PrintWriter writer = abandoned().getResponse().getWriter();
			Awaitility.await().ignoreExceptions().until(() -> {
				writer.write("x");
				writer.flush();
				return this.server.counters().activeRequests() == 0;
			});
			awaitCounters(0, 1);
		}

	}

	@Nested
	class JettyTests extends RequestCountersContract {

		@Override
		TestServer start(HttpServlet servlet) {
			return new TestJetty(servlet);
		}

	}

}
