package io.clusterboot.web;

import io.clusterboot.socket.SharedListeners;

/**
 * Tests for {@link Drain} of Tomcat.
 */
class DrainedTomcatTests extends DrainContract {

	@Override
	TestServer start(Acts acts, ListenerDrain drain) {
		return new TestTomcat(0, new ActingServlet(acts), TestTomcat::enableHttp2, new SharedListeners(), drain);
	}

}
