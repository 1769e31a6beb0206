package io.clusterboot.web;

import jakarta.servlet.http.HttpServlet;

import io.clusterboot.socket.SharedListeners;

/**
 * Tests for {@link Drain} of Tomcat.
 */
class DrainedTomcatTests extends DrainContract {

	@Override
	TestServer start(HttpServlet servlet, ListenerDrain drain) {
		return new TestTomcat(0, servlet, TestTomcat::enableHttp2, new SharedListeners(), drain);
	}

}
