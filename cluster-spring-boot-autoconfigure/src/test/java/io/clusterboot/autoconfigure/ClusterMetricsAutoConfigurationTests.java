package io.clusterboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.metrics.ClusterMetrics;

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

	private final ApplicationContextRunner twoRegistries = this.worker
		.withConfiguration(AutoConfigurations.of(PrometheusMetricsExportAutoConfiguration.class))
		.withPropertyValues("management.simple.metrics.export.enabled=true")
		.withBean("second", SimpleMeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void whenWorkerBindsMeters() {
		this.worker.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("cluster.workers").tag("state", "ready").gauge().value()).isOne();
			assertThat(registry.get("cluster.workers").meters())
				.allMatch((meter) -> meter.getId().getTag("worker") == null);
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

	@Test
	void whenWorkerTagsItsMetersInEveryRegistryBeforeTheFirst() {
		this.twoRegistries.withBean("early", MeterBinder.class, () -> (registry) -> registry.counter("early"))
			.run((context) -> {
				context.getBeansOfType(MeterRegistry.class)
					.values()
					.stream()
					.filter((registry) -> !(registry instanceof CompositeMeterRegistry))
					.forEach((registry) -> assertThat(registry.get("early").counter().getId().getTag("worker"))
						.isEqualTo("0"));
				assertThat(context.getBeansOfType(MeterRegistry.class)).hasSize(3);
				context.getBean(ClusterMetrics.class).refresh();
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
					.contains("early_total{worker=\"0\"}", "cluster_workers{state=\"ready\"} 1.0")
					.contains("cluster_restarts_total{reason=\"killed\"} 3.0");
			});
	}

	@Test
	void whenWorkerTagIsSwitchedOffTagsNothing() {
		this.worker.withPropertyValues("cluster.metrics.workerTag=false")
			.run((context) -> assertThat(tag(context)).isNull());
	}

	@Test
	void whenWorkerTagMakesNoSenseFails() {
		this.worker.withPropertyValues("cluster.metrics.worker-tag=perhaps")
			.run((context) -> assertThat(context).getFailure().hasRootCauseMessage("Invalid boolean value 'perhaps'"));
	}

	@Test
	void whenSingleProcessTagsNothing() {
		this.singleProcess.run((context) -> assertThat(tag(context)).isNull());
	}

	@Test
	void whenApplicationSaysOtherwiseItHasItsWay() {
		this.worker.withPropertyValues("management.metrics.tags.worker=mine")
			.run((context) -> assertThat(tag(context)).isEqualTo("mine"));
		this.worker.withBean(MeterFilter.class, () -> MeterFilter.ignoreTags("worker"))
			.run((context) -> assertThat(tag(context)).isNull());
	}

	@Test
	void observationsAreAsTheyWere() {
		List<Observation.Context> seen = new ArrayList<>();
		this.worker.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			ObservationRegistry observations = ObservationRegistry.create();
			observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
			observations.observationConfig().observationHandler((observed) -> seen.add(observed));
			Observation.createNotStarted("order", observations).lowCardinalityKeyValue("shop", "1").observe(() -> {
			});
			assertThat(registry.get("order").timer().getId().getTag("worker")).isEqualTo("0");
			assertThat(seen).singleElement()
				.satisfies((observed) -> assertThat(observed.getAllKeyValues()).extracting(KeyValue::getKey)
					.containsExactly("shop"));
		});
	}

	private @Nullable String tag(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).counter("orders").getId().getTag("worker");
	}

}
