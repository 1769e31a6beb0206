package io.clusterboot.web;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.AbstractProtocol;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.PortInUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedPortProtocol} in embedded servers.
 */
class SharedPortTomcatTests {

	@Test
	void startWhenTwoServersShareThePortBothServe() throws IOException {
		List<TestTomcat> servers = TestTomcat.two(new TextServlet("first"), new TextServlet("second"));
		try (TestTomcat first = servers.get(0); TestTomcat second = servers.get(1)) {
			assertThat(second.port()).isEqualTo(first.port());
			Set<String> answers = new HashSet<>();
			for (int i = 0; i < 64; i++) {
				String response = PlainClient.get(first.port());
				answers.add(response.substring(response.lastIndexOf('\n') + 1));
			}
			assertThat(answers).containsExactlyInAnyOrder("first", "second");
		}
	}

	@Test
	void startWhenPortHasPlainListenerThrowsPortInUse() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			assertThatExceptionOfType(PortInUseException.class)
				.isThrownBy(() -> new TestTomcat(taken.getLocalPort(), new TextServlet("never")));
		}
	}

	@Test
	void startWhenStoppedServesAgain() throws IOException {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("again"))) {
			for (int i = 0; i < 3; i++) {
				assertThat(PlainClient.get(server.port())).endsWith("again");
				server.stop();
				server.start();
			}
			assertThat(PlainClient.get(server.port())).endsWith("again");
		}
	}

	@Test
	void startWhenDrainedServesAgain() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("again"))) {
			server.stopGracefully();
			server.start();
			assertThat(PlainClient.get(server.port())).endsWith("again");
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void stopWhenRepeatedLeaksNoDescriptors() throws IOException {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("x"))) {
			restart(server, 5);
			long before = openDescriptors();
			restart(server, 50);
			assertThat(openDescriptors()).isLessThan(before + 10);
		}
	}

	private void restart(TestTomcat server, int times) throws IOException {
		for (int i = 0; i < times; i++) {
			PlainClient.get(server.port());
			server.stop();
			server.start();
		}
	}

	private long openDescriptors() throws IOException {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.count();
		}
	}

	@Test
	void stopWhenAnotherServerListensMakesNoConnectionToIt() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("x"))) {
			try (TestTomcat other = new TestTomcat(server.port(), new TextServlet("y"))) {
				long start = System.nanoTime();
				for (int i = 0; i < 10; i++) {
					server.connector().pause();
					server.connector().resume();
				}
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
				assertThat(other.protocol().server().openConnections()).isZero();
			}
		}
	}

	@Test
	void resumeWhenPausedAcceptsAgain() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("resumed"))) {
			server.connector().pause();
			try (PlainClient client = new PlainClient(server.port())) {
				client.send("/", "Connection: close");
				assertThat(server.protocol().server().openConnections()).isZero();
				server.connector().resume();
				assertThat(client.readAll()).endsWith("resumed");
			}
			assertThat(PlainClient.get(server.port())).endsWith("resumed");
		}
	}

	@Test
	void acceptWhenMaxConnectionsReachedWaits() throws Exception {
		try (TestTomcat server = new TestTomcat(0, new TextServlet("served"), this::allowTwoConnections)) {
			List<PlainClient> clients = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				clients.add(new PlainClient(server.port()));
			}
			SharedPortConnections connections = server.protocol().server();
			Awaitility.await().until(() -> connections.openConnections() == 2);
			Awaitility.await()
				.during(Duration.ofMillis(200))
				.atMost(Duration.ofSeconds(5))
				.until(() -> connections.openConnections() == 2);
			clients.get(0).close();
			clients.get(2).send("/", "Connection: close");
			assertThat(clients.get(2).readAll()).endsWith("served");
			clients.get(1).close();
			clients.get(2).close();
		}
	}

	private void allowTwoConnections(TomcatServletWebServerFactory factory) {
		factory.addConnectorCustomizers(
				(connector) -> ((AbstractProtocol<?>) connector.getProtocolHandler()).setMaxConnections(2));
	}

	@Test
	void stopGracefullyWhenRequestIsInFlightAnswersIt() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		try (TestTomcat server = new TestTomcat(0, new LatchServlet(arrived, released));
				PlainClient client = new PlainClient(server.port())) {
			client.send("/");
			arrived.await();
			CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(server));
			Awaitility.await().until(() -> server.port() == -1);
			assertThat(stop).isNotDone();
			released.countDown();
			assertThat(client.readAll()).contains("HTTP/1.1 200").endsWith("late");
			stop.join();
		}
	}

	private void stop(TestTomcat server) {
		try {
			server.stopGracefully();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void getWhenCompressionIsOnCompresses() throws IOException {
		Compression compression = new Compression();
		compression.setEnabled(true);
		try (TestTomcat server = new TestTomcat(0, new TextServlet("x".repeat(5000)),
				(factory) -> factory.setCompression(compression))) {
			assertThat(PlainClient.get(server.port(), "Accept-Encoding: gzip")).contains("Content-Encoding: gzip")
				.hasSizeLessThan(1000);
		}
	}

	@Test
	void getWhenHttp2IsOnUpgrades() throws Exception {
		Http2 http2 = new Http2();
		http2.setEnabled(true);
		try (TestTomcat server = new TestTomcat(0, new TextServlet("h2c"), (factory) -> factory.setHttp2(http2))) {
			HttpResponse<String> response = get(server.uri("/"));
			assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(response.body()).isEqualTo("h2c");
			assertThat(server.counters.totalRequests()).isEqualTo(1);
		}
	}

	private HttpResponse<String> get(URI uri) throws Exception {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Answers when it may.
	 */
	private static final class LatchServlet extends HttpServlet {

		private final CountDownLatch arrived;

		private final CountDownLatch released;

		LatchServlet(CountDownLatch arrived, CountDownLatch released) {
			this.arrived = arrived;
			this.released = released;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			this.arrived.countDown();
			try {
				this.released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			response.getWriter().write("late");
		}

	}

}
