package io.clusterboot.web;

import io.clusterboot.socket.SharedListeners;

/**
 * Tests for {@link Drain} of Reactor Netty.
 */
class DrainedNettyTests extends DrainContract {

	@Override
	TestServer start(Acts acts, ListenerDrain drain) {
		return new TestNetty(0, new ActingHandler(acts), new SharedListeners(), drain);
	}

}
