package io.clusterboot.web;

import java.io.IOException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.PortInUseException;

import io.clusterboot.socket.SharedListeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedPortJettyCustomizer} and {@link JettyServer}.
 */
class SharedPortJettyTests {

	private final ListenerDrain drain = new ListenerDrain(Duration.ZERO);

	@Test
	void portIsSharedWithOthers() throws IOException {
		try (TestJetty first = new TestJetty(new TextServlet("first"));
				TestJetty second = start(first.port(), "second", (factory) -> {
				})) {
			TreeSet<String> answers = new TreeSet<>();
			for (int i = 0; i < 60; i++) {
				String answer = PlainClient.get(first.port());
				answers.add(answer.substring(answer.lastIndexOf('\n') + 1));
			}
			assertThat(answers).containsExactly("first", "second");
			assertThat(first.server().acceptedConnections() + second.server().acceptedConnections()).isEqualTo(60);
		}
	}

	@Test
	void startWhenPortIsTakenThrows() throws IOException {
		try (java.net.ServerSocket other = new java.net.ServerSocket(0)) {
			assertThatExceptionOfType(PortInUseException.class)
				.isThrownBy(() -> start(other.getLocalPort(), "text", (factory) -> {
				}));
		}
	}

	@Test
	void connectionsAreLimitedAsConfigured() throws IOException {
		try (TestJetty server = start(0, "text", (factory) -> factory.setMaxConnections(1));
				PlainClient first = new PlainClient(server.port());
				PlainClient second = new PlainClient(server.port())) {
			first.send("/");
			first.readUntil("text");
			second.send("/");
			assertThat(second.isOpen()).isTrue();
			assertThat(server.server().openConnections()).isOne();
			first.close();
			second.readUntil("text");
		}
	}

	@Test
	void queueIsLongUnlessConfigured() {
		assertThat(queue((server) -> {
		})).isEqualTo(1024);
		assertThat(queue((server) -> ((ServerConnector) server.getConnectors()[0]).setAcceptQueueSize(7))).isEqualTo(7);
	}

	@Test
	void connectorThatCannotShareIsRefused() {
		assertRefused((factory) -> factory.setAcceptors(0), "server.jetty.threads.acceptors is 0");
		assertRefused((factory) -> factory.addServerCustomizers((server) -> {
			ServerConnector additional = new ServerConnector(server);
			additional.setPort(8443);
			server.addConnector(additional);
		}), "The additional Jetty connector for port 8443");
		assertRefused(
				(factory) -> factory.addServerCustomizers(
						(server) -> server.setConnectors(new Connector[] { new LocalConnector(server) })),
				"Jetty has no ServerConnector");
	}

	private int queue(Consumer<Server> customizer) {
		int[] size = new int[1];
		try (TestJetty server = start(0, "text", (factory) -> factory.addServerCustomizers(customizer::accept))) {
			size[0] = server.connector().getAcceptQueueSize();
		}
		return size[0];
	}

	private void assertRefused(Consumer<JettyServletWebServerFactory> configuration, String message) {
		assertThatExceptionOfType(UnshareableConnectorException.class).isThrownBy(() -> start(0, "text", configuration))
			.withMessageContaining(message);
	}

	private TestJetty start(int port, String text, Consumer<JettyServletWebServerFactory> configuration) {
		return new TestJetty(port, new TextServlet(text), new SharedListeners(), this.drain, configuration);
	}

}
