package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedListener} with a channel that somebody else owns.
 */
class SharedListenerTests {

	private final TestListeners listeners;

	private final TestTomcat server;

	SharedListenerTests() throws IOException {
		this.listeners = new TestListeners(false);
		this.server = new TestTomcat(0, new TextServlet("adopted"), (factory) -> {
		}, this.listeners, new ListenerDrain(Duration.ofMillis(100)));
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		this.listeners.close();
	}

	@Test
	void acceptWhenGateIsClosedWaitsUntilItOpens() throws Exception {
		List<PlainClient> clients = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			PlainClient client = new PlainClient(this.server.port());
			client.send("/", "Connection: close");
			clients.add(client);
		}
		assertThat(clients.get(0).isOpen()).isTrue();
		assertThat(this.server.protocol().server().openConnections()).isZero();
		this.listeners.gate.open();
		for (PlainClient client : clients) {
			assertThat(client.readAll()).endsWith("adopted");
			client.close();
		}
	}

	@Test
	void stopWhenGateIsClosedLeavesTheQueueToTheOwner() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			assertThat(client.isOpen()).isTrue();
			this.server.stopGracefully();
			assertThat(this.listeners.released).containsExactly(this.listeners.owned);
			try (SocketChannel queued = this.listeners.owned.accept()) {
				assertThat(queued).isNotNull();
			}
		}
	}

	@Test
	void stopWhenChannelIsAdoptedLeavesItOpenToItsOwner() throws Exception {
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("adopted");
		int port = this.server.port();
		this.server.stopGracefully();
		assertThat(this.listeners.released).containsExactly(this.listeners.owned);
		assertThat(this.listeners.owned.isOpen()).isTrue();
		try (PlainClient client = new PlainClient(port)) {
			Awaitility.await().until(() -> {
				try (SocketChannel queued = this.listeners.owned.accept()) {
					return queued != null;
				}
			});
			assertThat(client.isOpen()).isFalse();
		}
	}

	@Test
	void startWhenReleasedAdoptsAgain() throws Exception {
		this.listeners.gate.open();
		this.server.stopGracefully();
		this.server.start();
		assertThat(PlainClient.get(this.server.port())).endsWith("adopted");
	}

}
