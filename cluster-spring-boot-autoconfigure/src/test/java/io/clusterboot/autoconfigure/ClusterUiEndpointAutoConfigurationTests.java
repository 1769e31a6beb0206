package io.clusterboot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.ClusterUiEndpoint;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterUiEndpointAutoConfiguration}.
 */
class ClusterUiEndpointAutoConfigurationTests {

	private static final String ACCESS = "management.endpoint.clusterui.access=READ_ONLY";

	private final WebApplicationContextRunner singleProcess = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class, ClusterEndpointAutoConfiguration.class,
				ClusterUiEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true", "spring.jmx.unique-names=true",
				"management.endpoints.web.exposure.include=*", "management.endpoints.jmx.exposure.include=*");

	private final WebApplicationContextRunner worker = this.singleProcess.withBean(ClusterStatusSource.class,
			() -> new FakeStatusSource(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY))));

	@Test
	void whenAccessIsNotSetHasNone() {
		this.worker.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterUiEndpoint.class));
	}

	@Test
	void whenNotExposedHasNone() {
		this.worker.withPropertyValues(ACCESS, "management.endpoints.web.exposure.include=cluster")
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterUiEndpoint.class));
	}

	@Test
	void whenAccessIsSetAnswersOverTheWebOnly() {
		this.worker.withPropertyValues(ACCESS).run((context) -> {
			assertThat(ids(context, WebEndpointsSupplier.class)).contains("cluster", "clusterui");
			assertThat(ids(context, JmxEndpointsSupplier.class)).contains("cluster").doesNotContain("clusterui");
		});
	}

	@Test
	void whenSingleProcessShowsNothing() {
		this.singleProcess.withPropertyValues(ACCESS, "management.endpoint.cluster.access=NONE").run((context) -> {
			assertThat(context).hasSingleBean(ClusterUiEndpoint.class);
			assertThat(ids(context, WebEndpointsSupplier.class)).doesNotContain("clusterui");
		});
	}

	private List<String> ids(ApplicationContext context, Class<? extends EndpointsSupplier<?>> type) {
		return context.getBean(type)
			.getEndpoints()
			.stream()
			.map((endpoint) -> endpoint.getEndpointId().toString())
			.toList();
	}

}
