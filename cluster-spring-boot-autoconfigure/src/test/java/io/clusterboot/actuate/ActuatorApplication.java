package io.clusterboot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.member.ClusterOperations;

/**
 * An application with a real server and everything that is auto-configured.
 *
 * @since 0.1.0
 */
public final class ActuatorApplication implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private ActuatorApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	public static ActuatorApplication worker(ClusterStatusSource source, String... properties) {
		return run(source, null, properties);
	}

	public static ActuatorApplication worker(ClusterStatusSource source, ClusterOperations operations,
			String... properties) {
		return run(source, operations, properties);
	}

	public static ActuatorApplication singleProcess(String... properties) {
		return run(null, null, properties);
	}

	private static ActuatorApplication run(@Nullable ClusterStatusSource source, @Nullable ClusterOperations operations,
			String... properties) {
		List<String> all = new ArrayList<>(List.of("server.port=0", "spring.main.banner-mode=off",
				"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always"));
		all.addAll(List.of(properties));
		return new ActuatorApplication(new SpringApplicationBuilder(Application.class)
			.initializers((context) -> register(context, source, operations))
			.run(all.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	private static void register(ConfigurableApplicationContext context, @Nullable ClusterStatusSource source,
			@Nullable ClusterOperations operations) {
		if (source != null) {
			context.getBeanFactory().registerSingleton("clusterStatusSource", source);
			context.getBeanFactory().registerSingleton("workerIdentity", new WorkerIdentity(2, 1, 2));
		}
		if (operations != null) {
			context.getBeanFactory().registerSingleton("clusterOperations", operations);
		}
	}

	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).build());
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

	public URI uri(String path) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return URI.create("http://localhost:" + port + "/actuator" + path);
	}

	private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return this.client.send(request, BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
