package io.clusterboot.web;

import jakarta.servlet.http.HttpServlet;

import io.clusterboot.socket.SharedListeners;

/**
 * Tests for {@link Drain} of Jetty.
 */
class DrainedJettyTests extends DrainContract {

	@Override
	TestServer start(HttpServlet servlet, ListenerDrain drain) {
		return new TestJetty(0, servlet, new SharedListeners(), drain);
	}

}
