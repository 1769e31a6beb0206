package io.clusterboot.actuate.all;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.peer.PeerDirectory;

/**
 * One of several workers that share this JVM: an application with its endpoints, each
 * asked by its operations.
 */
final class WorkerContext implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	WorkerContext(Path directory, ClusterStatusSource source, ClusterOperations operations, int ordinal,
			String... properties) {
		this.context = new SpringApplicationBuilder(Application.class).bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("source", source);
				context.getBeanFactory().registerSingleton("operations", operations);
				context.getBeanFactory().registerSingleton("directory", new PeerDirectory(directory));
				context.getBeanFactory().registerSingleton("identity", new WorkerIdentity(ordinal + 1, ordinal, 1));
			})
			.properties(properties)
			.properties("server.port=0", "management.endpoints.web.exposure.include=*",
					"spring.main.register-shutdown-hook=false", "worker=" + ordinal,
					"management.endpoint.health.show-details=when-authorized", "management.endpoint.health.roles=ops",
					"management.endpoint.health.probes.enabled=true",
					"management.endpoint.shutdown.access=unrestricted", "cluster.management.broadcast=notes",
					"management.endpoint.health.group.inner.include=flag",
					"management.endpoint.health.group.inner.show-details=always",
					"management.endpoint.health.group.inner.additional-path=server:/innerz")
			.run();
	}

	boolean isActive() {
		return this.context.isActive();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Return where the server of this worker listens.
	 * @return the address, without a path
	 */
	String url() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/**
	 * Run an operation as a request would.
	 * @param predicate beginning of its request predicate, such as {@code GET to path
	 * 'health'}
	 * @param security who asks
	 * @param arguments the arguments
	 * @return its result
	 */
	@Nullable Object invoke(String predicate, SecurityContext security, Map<String, Object> arguments) {
		return invoke(predicate, security, arguments, ApiVersion.LATEST);
	}

	@Nullable Object invoke(String predicate, SecurityContext security, Map<String, Object> arguments, ApiVersion version) {
		return this.context.getBean(WebEndpointsSupplier.class)
			.getEndpoints()
			.stream()
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.filter((operation) -> operation.getRequestPredicate().toString().startsWith(predicate))
			.findFirst()
			.orElseThrow(() -> new AssertionError(predicate))
			.invoke(new InvocationContext(security, arguments,
					OperationArgumentResolver.of(WebServerNamespace.class, () -> WebServerNamespace.SERVER),
					OperationArgumentResolver.of(ApiVersion.class, () -> version)));
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ CloudEndpoints.Restart.class, CloudEndpoints.Refresh.class })
	static class Application {

		@Bean
		JsonCodec codec() {
			return new TestJson(new JsonMapper());
		}

		@Bean
		NotesEndpoint notes(Environment environment) {
			return new NotesEndpoint(environment.getRequiredProperty("worker"));
		}

		@Bean
		StuckEndpoint stuck() {
			return new StuckEndpoint();
		}

		@Bean
		SessionsEndpoint sessions() {
			return new SessionsEndpoint();
		}

		@Bean
		Spans spans() {
			return new Spans();
		}

		@Bean
		ObservationHandler<?> tracing(Spans spans) {
			return spans.handler();
		}

		@Bean
		HealthIndicator flag(Environment environment) {
			return () -> Health.status(environment.getProperty("flag", "UP"))
				.withDetail("from", environment.getRequiredProperty("worker"))
				.build();
		}

	}

	/**
	 * An endpoint that gives no answer for long.
	 */
	@Endpoint(id = "stuck")
	static final class StuckEndpoint {

		private final CountDownLatch end = new CountDownLatch(1);

		private final AtomicInteger asked = new AtomicInteger();

		@ReadOperation
		String answer() throws InterruptedException {
			this.asked.incrementAndGet();
			this.end.await();
			return "at last";
		}

		int asked() {
			return this.asked.get();
		}

		void end() {
			this.end.countDown();
		}

	}

	/**
	 * An endpoint whose writes reach all workers, and end differently in each.
	 */
	@Endpoint(id = "notes")
	static final class NotesEndpoint {

		private final String worker;

		private @Nullable String note;

		NotesEndpoint(String worker) {
			this.worker = worker;
		}

		@ReadOperation
		String note(SecurityContext security) {
			if (security.getPrincipal() != null && security.getPrincipal().getName().equals("Eve")) {
				throw new AccessDeniedException("not Eve");
			}
			return this.worker + this.note;
		}

		@WriteOperation
		WebEndpointResponse<String> write(String note, String failing, String missing) {
			if (failing.contains(this.worker)) {
				throw new IllegalStateException("out of ink");
			}
			if (missing.contains(this.worker)) {
				return new WebEndpointResponse<>(404);
			}
			this.note = note;
			return new WebEndpointResponse<>("noted");
		}

		@DeleteOperation
		void delete(@Selector int number) {
			this.note = null;
		}

	}

}
