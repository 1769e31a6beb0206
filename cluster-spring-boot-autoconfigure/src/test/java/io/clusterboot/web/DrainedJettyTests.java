package io.clusterboot.web;

import io.clusterboot.socket.SharedListeners;

/**
 * Tests for {@link Drain} of Jetty.
 */
class DrainedJettyTests extends DrainContract {

	@Override
	TestServer start(Acts acts, ListenerDrain drain) {
		return new TestJetty(0, new ActingServlet(acts), new SharedListeners(), drain);
	}

}
