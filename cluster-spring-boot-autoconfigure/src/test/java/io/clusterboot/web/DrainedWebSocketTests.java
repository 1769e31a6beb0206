package io.clusterboot.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.catalina.Context;
import org.apache.tomcat.websocket.server.WsContextListener;
import org.awaitility.Awaitility;
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
			server.protocol().server().announceEnd();
			Client client = new Client();
			connect(server, client);
			server.drain.stop();
			assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
		}
	}

	@Test
	void drainWhenSessionIsReceivingClosesItAsGoingAwayAfterwards() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("x"), (factory) -> factory
			.addContextCustomizers((context) -> context.addApplicationListener(WsContextListener.class.getName())))) {
			addEndpoint(server);
			Client client = new Client();
			connect(server, client).sendText("wait", true);
			Busy.received.await();
			CompletableFuture<Void> stop = CompletableFuture.runAsync(server.drain::stop);
			Awaitility.await().until(() -> server.port() == -1);
			Busy.released.countDown();
			assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
			stop.join();
		}
	}

	@Test
	void drainWhenSessionOfNettyIsOpenClosesItAsGoingAway() throws Exception {
		try (TestNetty server = new TestNetty(new ActingHandler(new Acts()))) {
			Client client = new Client();
			connect(server, client);
			Awaitility.await().until(() -> server.counters().activeRequests() == 0);
			assertThat(server.counters().totalRequests()).isOne();
			server.drain().stop();
			assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
		}
	}

	private void addEndpoint(TestTomcat server) throws Exception {
		Context context = (Context) server.tomcat().getHost().findChildren()[0];
		ServerContainer container = (ServerContainer) context.getServletContext()
			.getAttribute(ServerContainer.class.getName());
		container.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/socket").build());
	}

	private WebSocket connect(TestServer server, Client client) {
		URI uri = URI.create("ws://localhost:" + server.port() + "/socket");
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(Duration.ofSeconds(10))
			.buildAsync(uri, client)
			.join();
	}

	/**
	 * Keeps the thread that receives a message.
	 */
	private static final class Busy implements MessageHandler.Whole<String> {

		private static final CountDownLatch received = new CountDownLatch(1);

		private static final CountDownLatch released = new CountDownLatch(1);

		@Override
		public void onMessage(String message) {
			received.countDown();
			try {
				released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * Says nothing. Public because Tomcat creates it.
	 */
	public static final class Silent extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			session.addMessageHandler(new Busy());
		}

	}

	/**
	 * Notes why its session was closed.
	 */
	private static final class Client implements WebSocket.Listener {

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		@Override
		public void onError(WebSocket webSocket, Throwable error) {
			this.closed.completeExceptionally(error);
		}

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.closed.complete(statusCode);
			return CompletableFuture.completedStage(null);
		}

	}

}
