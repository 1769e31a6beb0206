package io.clusterboot.web;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

import io.clusterboot.socket.SharedListeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedPortNettyCustomizer} and {@link NettyServer}.
 */
class SharedPortNettyTests {

	private final Acts acts = new Acts();

	private final TestNetty server = start(0);

	@AfterEach
	void close() {
		this.acts.released.countDown();
		this.server.close();
	}

	@Test
	void portIsSharedWithOthers() throws IOException {
		try (TestNetty other = start(this.server.port())) {
			for (int i = 0; i < 60; i++) {
				assertThat(PlainClient.get(this.server.port())).endsWith("text");
			}
			assertThat(this.server.counters().totalRequests() + other.counters().totalRequests()).isEqualTo(60);
			assertThat(this.server.counters().totalRequests()).isBetween(1L, 59L);
			assertThat(this.server.server().acceptedConnections()).isEqualTo(this.server.counters().totalRequests());
		}
	}

	@Test
	void startWhenPortIsTakenThrows() throws IOException {
		try (ServerSocket other = new ServerSocket(0)) {
			assertThatExceptionOfType(PortInUseException.class).isThrownBy(() -> start(other.getLocalPort()));
		}
	}

	@Test
	void requestsAreActiveUntilTheyAreAnswered() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send("/slow");
			this.acts.arrived.await();
			assertCounters(1, 1, 1);
			this.acts.released.countDown();
			client.readUntil("late");
			assertCounters(1, 0, 1);
			client.send("/text");
			client.readUntil("text/plain");
			assertCounters(1, 0, 2);
		}
		assertCounters(0, 0, 2);
	}

	@Test
	void requestsEndWhenTheirClientsLeave() throws Exception {
		try (PlainClient client = new PlainClient(this.server.port())) {
			client.send("/events");
			client.readUntil("data: 1");
			assertCounters(1, 1, 1);
		}
		assertCounters(0, 0, 1);
	}

	@Test
	void streamsOfHttp2AreRequests() throws Exception {
		try (Http2Client client = new Http2Client(this.server.port())) {
			client.get(1, "/text");
			assertThat(client.awaitData(1)).isEqualTo("text");
			client.get(3, "/slow");
			this.acts.arrived.await();
			assertCounters(1, 1, 2);
			this.acts.released.countDown();
			assertThat(client.awaitData(3)).isEqualTo("late");
			assertCounters(1, 0, 2);
		}
	}

	private void assertCounters(long connections, long active, long total) {
		RequestCounters counters = this.server.counters();
		Awaitility.await().untilAsserted(() -> {
			assertThat(counters.connections()).isEqualTo(connections);
			assertThat(counters.activeRequests()).isEqualTo(active);
			assertThat(counters.totalRequests()).isEqualTo(total);
		});
	}

	private TestNetty start(int port) {
		return new TestNetty(port, new ActingHandler(this.acts), new SharedListeners(),
				new ListenerDrain(Duration.ZERO));
	}

}
