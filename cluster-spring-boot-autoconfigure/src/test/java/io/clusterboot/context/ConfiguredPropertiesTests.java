package io.clusterboot.context;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfiguredProperties}.
 */
class ConfiguredPropertiesTests {

	private final ConfigurableEnvironment environment = new StandardEnvironment();

	ConfiguredPropertiesTests() {
		this.environment.getPropertySources()
			.forEach((source) -> this.environment.getPropertySources().remove(source.getName()));
	}

	@Test
	void ofHasWhatConcernsTheClusterAsWritten() {
		add("file", Map.of("cluster.workers", "${WORKERS:2}", "cluster.jvm.args[0]", "-Xmx1g", "cluster.maxWorkers", 8,
				"server.port", 8080, "server.address", "localhost", "spring.application.name", "shop"));
		assertThat(ConfiguredProperties.of(this.environment)).isEqualTo(Map.of("cluster.workers", "${WORKERS:2}",
				"cluster.jvm.args[0]", "-Xmx1g", "cluster.maxworkers", "8", "server.port", "8080"));
	}

	@Test
	void ofHasTheValueOfTheFirstSource() {
		add("arguments", Map.of("cluster.workers", "3"));
		this.environment.getPropertySources()
			.addLast(new SystemEnvironmentPropertySource("systemEnvironment",
					Map.of("CLUSTER_WORKERS", "4", "SERVER_PORT", "9090")));
		add("file", Map.of("cluster.workers", "2", "server.port", "8080"));
		assertThat(ConfiguredProperties.of(this.environment))
			.isEqualTo(Map.of("cluster.workers", "3", "server.port", "9090"));
	}

	@Test
	void ofLeavesOutWhatThePrimaryTellsAWorker() {
		add(WorkerEnvironmentPostProcessor.PROPERTY_SOURCE_NAME, Map.of("server.port", "40123"));
		add("systemProperties", Map.of("cluster.worker.ordinal", "1", "cluster.worker.id", "2"));
		this.environment.getPropertySources()
			.addLast(
					new SystemEnvironmentPropertySource("systemEnvironment", Map.of("CLUSTER_WORKER_TOKEN", "secret")));
		add("file", Map.of("server.port", "0"));
		assertThat(ConfiguredProperties.of(this.environment)).isEqualTo(Map.of("server.port", "0"));
	}

	@Test
	void ofLeavesOutWhatEachWorkerReads() {
		add("file", Map.of("cluster.metrics.worker-tag", "false", "cluster.workers", "2", "cluster.divide[0]", "a"));
		add("arguments", Map.of("cluster.divide", "a"));
		assertThat(ConfiguredProperties.of(this.environment)).isEqualTo(Map.of("cluster.workers", "2"));
	}

	private void add(String name, Map<String, Object> properties) {
		this.environment.getPropertySources().addLast(new MapPropertySource(name, properties));
	}

}
