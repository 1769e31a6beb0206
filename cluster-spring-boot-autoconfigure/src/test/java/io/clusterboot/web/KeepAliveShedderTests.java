package io.clusterboot.web;

import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Nested;

/**
 * Tests for {@link KeepAliveShedder}.
 */
class KeepAliveShedderTests {

	@Nested
	class TomcatTests extends KeepAliveShedderContract {

		@Override
		TestServer start(HttpServlet servlet) {
			return new TestTomcat(0, servlet, TestTomcat::enableHttp2);
		}

	}

	@Nested
	class JettyTests extends KeepAliveShedderContract {

		@Override
		TestServer start(HttpServlet servlet) {
			return new TestJetty(servlet);
		}

	}

}
