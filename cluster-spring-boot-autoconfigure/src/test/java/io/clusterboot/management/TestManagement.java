package io.clusterboot.management;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.messaging.JsonLibrary;

/**
 * A management server on a free port, and a client.
 */
final class TestManagement implements AutoCloseable {

	/**
	 * Longer than a test takes, but for tests of clients that take longer.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private final AtomicBoolean started = new AtomicBoolean(true);

	private final ManagementServer server;

	TestManagement(ClusterStatusSource source, ClusterOperations operations, Settings settings, String... properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.setConversionService(new ApplicationConversionService());
		TestPropertyValues.of(properties).applyTo(environment);
		JsonCodec json = JsonLibrary.plain(environment, getClass().getClassLoader()).get();
		this.server = ManagementServer.start(settings.address(), 0,
				new ManagedPrimary(source, operations, this.started::get, 5, () -> json, settings.prometheus()),
				environment, settings.patience());
	}

	void supervisor(boolean started) {
		this.started.set(started);
	}

	void warmUp() throws Exception {
		this.server.warmUp();
	}

	int port() {
		return this.server.port();
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path, null);
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send("POST", path, body, "Content-Type", "application/json");
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param path the path below the usual base path
	 * @param body the body, or {@code null} for none
	 * @param headers names and values
	 * @return the answer
	 */
	HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + port() + "/actuator" + path);
		return send(this.client, uri, method, body, headers);
	}

	static HttpResponse<String> send(HttpClient client, URI uri, String method, @Nullable String body,
			String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(20))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return client.send(request.build(), BodyHandlers.ofString());
	}

	/**
	 * Send a request byte by byte as it is.
	 * @param text the request
	 * @return all that the server sends before it closes the connection
	 */
	String raw(String text) throws IOException {
		try (Socket socket = connect(text)) {
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	Socket connect(String text) throws IOException {
		Socket socket = new Socket("127.0.0.1", port());
		socket.setSoTimeout(20_000);
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * What only some tests choose.
	 *
	 * @param address the address
	 * @param patience how long clients may take
	 * @param prometheus the metrics
	 */
	record Settings(String address, Duration patience, @Nullable PrometheusSource prometheus) {

		static final Settings USUAL = new Settings("127.0.0.1", PATIENCE, null);

		Settings patience(Duration patience) {
			return new Settings(this.address, patience, this.prometheus);
		}

		Settings prometheus(PrometheusSource prometheus) {
			return new Settings(this.address, this.patience, prometheus);
		}

		Settings address(String address) {
			return new Settings(address, this.patience, this.prometheus);
		}

	}

}
