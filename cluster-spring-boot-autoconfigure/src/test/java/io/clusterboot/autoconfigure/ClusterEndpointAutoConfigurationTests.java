package io.clusterboot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.ClusterEndpoint;
import io.clusterboot.actuate.ClusterEndpointWebExtension;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterEndpointAutoConfiguration}.
 */
class ClusterEndpointAutoConfigurationTests {

	private final WebApplicationContextRunner singleProcess = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class, ClusterEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true", "spring.jmx.unique-names=true");

	private final WebApplicationContextRunner worker = this.singleProcess
		.withBean(ClusterStatusSource.class,
				() -> new FakeStatusSource(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY))))
		.withBean(WorkerIdentity.class, () -> new WorkerIdentity(1, 0, 1));

	@Test
	void whenExposedEverywhereHasEndpoint() {
		this.worker.withPropertyValues("management.endpoints.web.exposure.include=cluster").run((context) -> {
			assertThat(ids(context, WebEndpointsSupplier.class)).contains("cluster");
			assertThat(ids(context, JmxEndpointsSupplier.class)).doesNotContain("cluster");
		});
	}

	@Test
	void whenNotExposedHasNone() {
		this.worker.run((context) -> assertThat(context).doesNotHaveBean(ClusterEndpoint.class)
			.doesNotHaveBean(ClusterEndpointWebExtension.class));
	}

	@Test
	void whenExposedOverJmxOnlyHasNoWebExtension() {
		this.worker.withPropertyValues("management.endpoints.jmx.exposure.include=cluster").run((context) -> {
			assertThat(context).hasSingleBean(ClusterEndpoint.class).doesNotHaveBean(ClusterEndpointWebExtension.class);
			assertThat(ids(context, JmxEndpointsSupplier.class)).contains("cluster");
			assertThat(ids(context, WebEndpointsSupplier.class)).doesNotContain("cluster");
		});
	}

	@Test
	void whenAccessNoneHasNone() {
		this.worker
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.cluster.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ClusterEndpoint.class));
	}

	@Test
	void defaultAccessIsReadOnly() {
		this.worker.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(endpoints(context, WebEndpointsSupplier.class))
				.filteredOn((endpoint) -> endpoint.getEndpointId().equals(EndpointId.of("cluster")))
				.singleElement()
				.satisfies((endpoint) -> assertThat(endpoint.getDefaultAccess()).hasToString("READ_ONLY")));
	}

	@Test
	void whenSingleProcessShowsNothing() {
		this.singleProcess
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoints.jmx.exposure.include=*")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(ids(context, WebEndpointsSupplier.class)).doesNotContain("cluster");
				assertThat(ids(context, JmxEndpointsSupplier.class)).doesNotContain("cluster");
				assertThat(context.getBean(ClusterEndpoint.class).all()).isNull();
				assertThat(context.getBean(ClusterEndpoint.class).one(0)).isNull();
			});
	}

	private List<String> ids(ApplicationContext context, Class<? extends EndpointsSupplier<?>> type) {
		return endpoints(context, type).stream().map((endpoint) -> endpoint.getEndpointId().toString()).toList();
	}

	private List<ExposableEndpoint<?>> endpoints(ApplicationContext context,
			Class<? extends EndpointsSupplier<?>> type) {
		return List.copyOf(context.getBean(type).getEndpoints());
	}

}
