package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OneSocketListener} with a channel from which others may accept, too.
 */
class OneSocketListenerTests {

	private final TestListeners listeners;

	private final TestTomcat server;

	OneSocketListenerTests() throws IOException {
		this.listeners = new TestListeners(true);
		this.server = new TestTomcat(0, new TextServlet("shared"), (factory) -> {
		}, this.listeners, new ListenerDrain(Duration.ofMillis(100)));
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		assertThat(this.listeners.owned.isBlocking()).as("the mode is for all who hold the socket").isTrue();
		this.listeners.close();
	}

	@Test
	void acceptWhenGateIsClosedWaitsUntilItOpens() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send("/", "Connection: close");
			assertThat(client.isOpen()).isTrue();
			assertThat(accepted()).isZero();
			this.listeners.gate.open();
			assertThat(client.readAll()).endsWith("shared");
		}
	}

	@Test
	void acceptWhenShareBecomesNothingTakesNoMore() throws Exception {
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		awaitAcceptor("accept");
		this.listeners.gate.open(0);
		awaitAcceptor("park");
		assertLeavesTheNextOneToOthers();
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
	}

	@Test
	void stopWhenNobodyConnectsLeavesTheNextConnectionToOthers() throws Exception {
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		awaitAcceptor("accept");
		this.server.stopGracefully();
		assertThat(this.listeners.released).containsExactly(this.listeners.owned);
		assertLeavesTheNextOneToOthers();
	}

	@Test
	void stopWhenGateIsClosedLeavesTheQueueToOthers() throws Exception {
		this.server.stopGracefully();
		assertThat(this.listeners.released).containsExactly(this.listeners.owned);
		assertLeavesTheNextOneToOthers();
	}

	@Test
	void acceptWhenInterruptedGoesOn() throws Exception {
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		acceptor().interrupt();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		assertThat(this.listeners.owned.isOpen()).isTrue();
	}

	@Test
	void acceptWhenShareIsSmallTakesWhatComes() throws Exception {
		this.listeners.gate.open(10);
		for (int i = 0; i < 10; i++) {
			assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		}
	}

	@Test
	void startWhenReleasedAdoptsAgain() throws Exception {
		this.listeners.gate.open();
		this.server.stopGracefully();
		this.server.start();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
	}

	private void assertLeavesTheNextOneToOthers() throws IOException {
		int port = ((InetSocketAddress) this.listeners.owned.getLocalAddress()).getPort();
		try (PlainClient client = new PlainClient(port); SocketChannel other = this.listeners.owned.accept()) {
			assertThat(other.getRemoteAddress()).isNotNull();
			assertThat(client.isOpen()).isTrue();
		}
	}

	private long accepted() {
		return this.server.protocol().connections().acceptedConnections();
	}

	private static void awaitAcceptor(String method) {
		Awaitility.await()
			.until(() -> Arrays.stream(acceptor().getStackTrace())
				.anyMatch((frame) -> frame.getMethodName().equals(method)));
	}

	private static Thread acceptor() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().endsWith("-Acceptor"))
			.findFirst()
			.orElseThrow();
	}

}
