package io.clusterboot.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.actuate.all.ClusterWide;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.peer.PeerDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for an application that was processed ahead of time, when nothing was a worker.
 */
@CompileWithForkedClassLoader
class ActuatorAotTests {

	@TempDir
	private Path directory;

	@Test
	void whenWorkerShowsCluster() {
		run(this::becomeWorker, (context) -> {
			assertThat(endpoints(context)).contains("cluster", "clusterui");
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).hasToString("DEGRADED");
			assertThat(
					context.getBean(MeterRegistry.class).get("cluster.workers").tag("state", "ready").gauge().value())
				.isOne();
			assertThat(workerTag(context)).isEqualTo("0");
			assertThat(context.getBean(ClusterWide.class).isRunning()).isTrue();
			assertThat(this.directory.resolve("w1")).exists();
		});
	}

	@Test
	void whenSingleProcessShowsNothing() {
		run((context) -> {
		}, (context) -> {
			assertThat(endpoints(context)).contains("health").doesNotContain("cluster");
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).hasToString("UP");
			assertThat(context.getBean(MeterRegistry.class).find("cluster.workers").meters()).isEmpty();
			assertThat(workerTag(context)).isNull();
			assertThat(context.getBeanProvider(ClusterWide.class).getIfAvailable()).isNull();
			assertThat(this.directory).isEmptyDirectory();
		});
	}

	private @Nullable String workerTag(GenericApplicationContext context) {
		return context.getBean(MeterRegistry.class).counter("orders").getId().getTag("worker");
	}

	private String endpoints(GenericApplicationContext context) {
		return context.getBean(WebEndpointsSupplier.class)
			.getEndpoints()
			.stream()
			.map((endpoint) -> endpoint.getEndpointId().toString())
			.toList()
			.toString();
	}

	private void becomeWorker(GenericApplicationContext context) {
		context.getBeanFactory()
			.registerSingleton("clusterStatusSource", new FakeStatusSource(TestCluster.status(2,
					TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.BACKING_OFF))));
		context.getBeanFactory().registerSingleton("workerIdentity", new WorkerIdentity(1, 0, 1));
		context.getBeanFactory().registerSingleton("peerDirectory", new PeerDirectory(this.directory));
		context.getBeanFactory().registerSingleton("jsonCodec", mock(JsonCodec.class));
	}

	@SuppressWarnings("unchecked")
	private void run(Consumer<GenericApplicationContext> role, Consumer<GenericApplicationContext> check) {
		TestGenerationContext generated = new TestGenerationContext();
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(atBuildTime(), generated);
		generated.writeGeneratedContent();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericWebApplicationContext(new MockServletContext())) {
				role.accept(context);
				expose(context);
				compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()).initialize(context);
				context.refresh();
				check.accept(context);
			}
		});
	}

	private GenericApplicationContext atBuildTime() {
		AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext();
		expose(context);
		context.register(Application.class);
		return context;
	}

	private void expose(GenericApplicationContext context) {
		TestPropertyValues
			.of("management.endpoints.web.exposure.include=*", "management.endpoint.clusterui.access=READ_ONLY")
			.applyTo(context);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthContributorAutoConfiguration.class,
			HealthEndpointAutoConfiguration.class, MetricsAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
			ClusterEndpointAutoConfiguration.class, ClusterHealthAutoConfiguration.class,
			ClusterMetricsAutoConfiguration.class, ClusterUiEndpointAutoConfiguration.class,
			ClusterWideAutoConfiguration.class })
	static class Application {

	}

}
