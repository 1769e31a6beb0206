package io.clusterboot.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.catalina.Context;
import org.apache.tomcat.websocket.server.WsContextListener;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the end of WebSocket sessions.
 */
class DrainedWebSocketTests {

	@Test
	void drainWhenSessionIsOpenClosesItAsGoingAway() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("x"), (factory) -> factory
			.addContextCustomizers((context) -> context.addApplicationListener(WsContextListener.class.getName())))) {
			addEndpoint(server);
			Client client = new Client();
			connect(server, client);
			server.drain.stop();
			assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
		}
	}

	@Test
	void drainWhenSessionOpensMeanwhileClosesItAsGoingAway() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("x"), (factory) -> factory
			.addContextCustomizers((context) -> context.addApplicationListener(WsContextListener.class.getName())))) {
			addEndpoint(server);
			server.protocol().connections().announceEnd();
			Client client = new Client();
			connect(server, client);
			server.drain.stop();
			assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
		}
	}

	private void addEndpoint(TestTomcat server) throws Exception {
		Context context = (Context) server.tomcat().getHost().findChildren()[0];
		ServerContainer container = (ServerContainer) context.getServletContext()
			.getAttribute(ServerContainer.class.getName());
		container.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/socket").build());
	}

	private void connect(TestTomcat server, Client client) {
		URI uri = URI.create("ws://localhost:" + server.port() + "/socket");
		HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(Duration.ofSeconds(10))
			.buildAsync(uri, client)
			.join();
	}

	/**
	 * Says nothing. Public because Tomcat creates it.
	 */
	public static final class Silent extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
		}

	}

	/**
	 * Notes why its session was closed.
	 */
	private static final class Client implements WebSocket.Listener {

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.closed.complete(statusCode);
			return CompletableFuture.completedStage(null);
		}

	}

}
