package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OneSocketListener} with a channel from which others may accept, too.
 */
@Timeout(60)
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
			assertThat(this.server.protocol().server().openConnections()).isZero();
			this.listeners.gate.open();
			assertThat(client.readAll()).endsWith("shared");
		}
	}

	@Test
	void acceptWhenShareBecomesNothingTakesNoMore() throws Exception {
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		awaitAcceptor("sun.nio.ch.ServerSocketChannelImpl.accept");
		this.listeners.gate.open(0);
		awaitAcceptor("java.util.concurrent.locks.LockSupport.park");
		assertLeavesTheNextOneToOthers();
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
	}

	@Test
	void stopWhenNobodyConnectsLeavesTheNextConnectionToOthers() throws Exception {
		this.listeners.gate.open();
		assertThat(PlainClient.get(this.server.port())).endsWith("shared");
		awaitAcceptor("sun.nio.ch.ServerSocketChannelImpl.accept");
		this.server.stopGracefully();
		assertThat(this.listeners.released).containsExactly(this.listeners.owned);
		assertLeavesTheNextOneToOthers();
	}

	@Test
	void stopWhenNobodyFollowsServesWhatWaits() throws Exception {
		List<PlainClient> clients = new ArrayList<>();
		try (TestListeners full = new TestListeners(true); TestTomcat server = oneConnection(full)) {
			full.gate.open();
			for (int i = 0; i < 30; i++) {
				PlainClient client = new PlainClient(server.port());
				client.send("/");
				clients.add(client);
			}
			assertThat(clients.get(0).readUntil("shared")).contains("200");
			server.stopGracefully();
			for (PlainClient client : clients.subList(1, 30)) {
				assertThat(client.readAll()).endsWith("shared");
				client.close();
			}
		}
	}

	private static TestTomcat oneConnection(TestListeners listeners) {
		return new TestTomcat(0, new TextServlet("shared"),
				(factory) -> factory
					.addConnectorCustomizers((connector) -> connector.setProperty("maxConnections", "1")),
				listeners, new ListenerDrain(Duration.ofMillis(100)));
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
		try (PlainClient client = new PlainClient(port)) {
			int accepted;
			do {
				// A knock too many may have come before.
				try (SocketChannel other = this.listeners.owned.accept()) {
					accepted = ((InetSocketAddress) other.getRemoteAddress()).getPort();
				}
			}
			while (accepted != client.localPort());
		}
	}

	private static void awaitAcceptor(String method) {
		Awaitility.await()
			.until(() -> Arrays.stream(acceptor().getStackTrace())
				.anyMatch((frame) -> (frame.getClassName() + "." + frame.getMethodName()).equals(method)));
	}

	private static Thread acceptor() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter(AcceptorThread.class::isInstance)
			.max(Comparator.comparing(Thread::getId))
			.orElseThrow();
	}

}
