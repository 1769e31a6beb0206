package io.clusterboot.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeepAliveShedder}.
 */
abstract class KeepAliveShedderContract {

	private final TestServer server = start("text");

	private final List<PlainClient> clients = new ArrayList<>();

	/**
	 * Start a server that speaks HTTP/1.1 and HTTP/2 without TLS.
	 * @param text the answer to all requests
	 * @return the server
	 */
	abstract TestServer start(String text);

	@AfterEach
	void close() throws IOException {
		for (PlainClient client : this.clients) {
			client.close();
		}
		this.server.close();
	}

	@Test
	void shedWhenConnectionsAreKeptAliveEndsThatMany() throws Exception {
		connect(10);
		this.server.shedder().shed(3);
		int last = 0;
		for (PlainClient client : this.clients) {
			last += isLast(client) ? 1 : 0;
		}
		assertThat(last).isEqualTo(3);
	}

	@Test
	void shedWhenClientLeavesByItselfTakesNoTicket() throws Exception {
		connect(1);
		this.server.shedder().shed(1);
		assertThat(PlainClient.get(this.server.port())).containsIgnoringCase("Connection: close");
		assertThat(isLast(this.clients.get(0))).isTrue();
	}

	@Test
	void shedWhenHttp2IsSpokenSendsGoAwayOncePerConnection() throws Exception {
		try (Http2Client first = new Http2Client(this.server.port());
				Http2Client second = new Http2Client(this.server.port())) {
			exchange(first, 1);
			exchange(second, 1);
			this.server.shedder().shed(2);
			first.get(3, "/text");
			assertThat(first.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			assertThat(first.awaitData(3)).isEqualTo("text");
			second.get(3, "/text");
			assertThat(second.awaitGoAway()).isEqualTo(Integer.MAX_VALUE);
			assertThat(second.awaitData(3)).isEqualTo("text");
			assertThat(this.server.server().tickets().isAvailable()).isFalse();
		}
	}

	private void exchange(Http2Client client, int stream) throws IOException {
		client.get(stream, "/text");
		assertThat(client.awaitData(stream)).isEqualTo("text");
	}

	private void connect(int count) throws IOException {
		for (int i = 0; i < count; i++) {
			PlainClient client = new PlainClient(this.server.port());
			this.clients.add(client);
			assertThat(isLast(client)).isFalse();
		}
	}

	private boolean isLast(PlainClient client) throws IOException {
		client.send("/text");
		String headers = client.readUntil("\r\n\r\n");
		client.readUntil("text");
		return headers.toLowerCase(Locale.ROOT).contains("connection: close");
	}

}
