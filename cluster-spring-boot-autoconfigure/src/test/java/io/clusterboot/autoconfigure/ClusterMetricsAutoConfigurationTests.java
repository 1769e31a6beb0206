package io.clusterboot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterMetricsAutoConfiguration}.
 */
class ClusterMetricsAutoConfigurationTests {

	private final ApplicationContextRunner singleProcess = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, ClusterMetricsAutoConfiguration.class));

	private final ApplicationContextRunner worker = this.singleProcess
		.withBean(ClusterStatusSource.class,
				() -> new FakeStatusSource(TestCluster.status(1, TestCluster.worker(0, WorkerState.READY))))
		.withBean(WorkerIdentity.class, () -> new WorkerIdentity(1, 0, 1));

	@Test
	void whenWorkerBindsMeters() {
		this.worker.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("cluster.workers").tag("state", "ready").gauge().value()).isOne();
			assertThat(registry.get("cluster.worker.up").tag("worker", "0").gauge().value()).isOne();
		});
	}

	@Test
	void whenMetersDisabledHasNone() {
		this.worker.withPropertyValues("management.metrics.enable.cluster=false").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("cluster.workers").meters()).isEmpty();
		});
	}

	@Test
	void whenSingleProcessBindsNothing() {
		this.singleProcess.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("cluster."));
		});
	}

}
