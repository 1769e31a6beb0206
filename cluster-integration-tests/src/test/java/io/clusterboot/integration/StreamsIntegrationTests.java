package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.example.reactive.ReactiveApplication;
import com.example.streams.StreamsApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that never end by themselves, while their worker is replaced.
 */
@Tag("once")
class StreamsIntegrationTests {

	private static final String WRITABLE = "--management.endpoint.cluster.access=unrestricted";

	@RegisterExtension
	final TestCluster cluster = new TestCluster().main(StreamsApplication.class);

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	@ParameterizedTest
	@ValueSource(strings = { "Tomcat", "Jetty", "Netty" })
	void streamsWhenWorkerIsReplacedAreClosedProperly(String server) throws InterruptedException {
		RunningCluster running = on(server).start(1, WRITABLE);
		long former = running.workers().get(0);
		HttpClient client = HttpClient.newHttpClient();
		CompletableFuture<String> events = RunningCluster.async(() -> events(client, running.port()));
		client.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + running.port() + "/socket"), new Listener())
			.join();
		assertThat(next()).contains("hello");
		assertThat(next()).contains("hello");
		assertThat(running.operate("restart", "{\"worker\": 0}").status()).isEqualTo(200);
		assertThat(next()).startsWith("closed with 1001").doesNotContainIgnoringCase("timeout");
		assertThat(events).succeedsWithin(TestCluster.EXIT).isEqualTo("");
		running.awaitReplacement(0, former);
		running.primary().awaitOutput("Worker 0 \\(id 1, pid \\d+\\) exited with (code 143|SIGTERM)", TestCluster.EXIT);
	}

	private TestCluster on(String server) {
		return switch (server) {
			case "Tomcat" -> this.cluster;
			case "Jetty" -> this.cluster.classPath(ClassPath.withJetty());
			default -> this.cluster.classPath(ClassPath.withNetty()).main(ReactiveApplication.class);
		};
	}

	/**
	 * Read a stream to its end.
	 * @return what came after the greeting; a stream that is cut off fails
	 */
	private String events(HttpClient client, int port) {
		try {
			var response = client.send(
					HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events")).build(),
					HttpResponse.BodyHandlers.ofInputStream());
			this.heard.add(new String(response.body().readNBytes("data:hello\n\n".length())));
			return new String(response.body().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private @Nullable String next() throws InterruptedException {
		return this.heard.poll(TestCluster.EXIT.toSeconds(), TimeUnit.SECONDS);
	}

	private final class Listener implements WebSocket.Listener {

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			StreamsIntegrationTests.this.heard.add(data.toString());
			webSocket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
			StreamsIntegrationTests.this.heard.add("closed with " + code + " " + reason);
			return null;
		}

	}

}
