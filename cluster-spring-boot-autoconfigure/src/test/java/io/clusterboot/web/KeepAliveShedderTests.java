package io.clusterboot.web;

import org.junit.jupiter.api.Nested;

/**
 * Tests for {@link KeepAliveShedder}.
 */
class KeepAliveShedderTests {

	@Nested
	class TomcatTests extends KeepAliveShedderContract {

		@Override
		TestServer start(String text) {
			return new TestTomcat(0, new TextServlet(text), TestTomcat::enableHttp2);
		}

	}

	@Nested
	class JettyTests extends KeepAliveShedderContract {

		@Override
		TestServer start(String text) {
			return new TestJetty(new TextServlet(text));
		}

	}

	@Nested
	class NettyTests extends KeepAliveShedderContract {

		@Override
		TestServer start(String text) {
			return new TestNetty(new ActingHandler(new Acts()));
		}

	}

}
