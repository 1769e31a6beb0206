package io.clusterboot.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerEnvironmentPostProcessor}.
 */
class WorkerEnvironmentPostProcessorTests {

	@RegisterExtension
	private final WorkerSystemProperties worker = new WorkerSystemProperties();

	private final Map<String, Object> configuration = new HashMap<>();

	private final StandardEnvironment environment = new StandardEnvironment();

	private final SpringApplication application = new SpringApplication(Object.class);

	@Test
	void isRegisteredAndRunsLast() {
		List<EnvironmentPostProcessor> processors = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(EnvironmentPostProcessor.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, ex) -> {
			}));
		assertThat(processors).filteredOn(WorkerEnvironmentPostProcessor.class::isInstance)
			.singleElement()
			.extracting((processor) -> ((Ordered) processor).getOrder())
			.isEqualTo(Ordered.LOWEST_PRECEDENCE);
	}

	@Test
	void postProcessWhenNoWorkerLeavesEnvironmentAlone() {
		this.configuration.put("logging.file.name", "app.log");
		this.worker.ports("server.port=8080");
		process();
		assertThat(this.environment.getPropertySources().contains("clusterWorker")).isFalse();
		assertThat(this.environment.getProperty("logging.file.name")).isEqualTo("app.log");
	}

	@Test
	void postProcessWhenNothingConfiguredTurnsOffBannerAndAdminOnly() {
		this.worker.set(1, 0);
		assertThat(process()).containsOnly(Map.entry("spring.main.banner-mode", "off"),
				Map.entry("spring.application.admin.enabled", "false"));
	}

	@Test
	void postProcessUsesPortsOfPrimary() {
		this.worker.set(1, 0);
		this.worker.ports("server.port=43210,management.server.port=43211");
		this.configuration.put("SERVER_PORT", "0");
		this.configuration.put("server.port", "0");
		assertThat(process()).containsEntry("server.port", "43210").containsEntry("management.server.port", "43211");
		assertThat(this.environment.getProperty("server.port", Integer.class)).isEqualTo(43210);
	}

	@Test
	void postProcessWhenOnePortAddsNoOther() {
		this.worker.set(1, 0);
		this.worker.ports("server.port=43210");
		assertThat(process()).containsEntry("server.port", "43210").doesNotContainKey("management.server.port");
	}

	@Test
	void postProcessWhenPortsMalformedThrows() {
		this.worker.set(1, 0);
		this.worker.ports("8080");
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(this::process)
			.withMessageContaining("cluster.worker.ports");
	}

	@Test
	void postProcessWhenIdMalformedThrows() {
		this.worker.set(1, 0);
		System.setProperty("cluster.worker.id", "x");
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(this::process)
			.withMessageContaining("cluster.worker.id");
	}

	@Test
	void postProcessWinsOverEverySource() {
		this.worker.set(1, 0);
		ConfigurationPropertySources.attach(this.environment);
		this.configuration.put("spring.main.bannerMode", "console");
		process();
		ConfigurationPropertySources.attach(this.environment);
		assertThat(this.environment.getProperty("spring.main.banner-mode")).isEqualTo("off");
		assertThat(new EnvironmentReader(this.environment).get("spring.main.banner-mode")).isEqualTo("off");
	}

	@Test
	void postProcessDividesWhatIsSetAmongTheWorkers() {
		this.worker.set(1, 0);
		this.worker.count(4);
		this.configuration.putAll(Map.of("cluster.divide", "spring.datasource.hikari.maximum-pool-size",
				"spring.datasource.hikari.maximumPoolSize", "20"));
		assertThat(process()).containsEntry("spring.datasource.hikari.maximum-pool-size", "5");
		assertThat(process()).containsEntry("spring.datasource.hikari.maximum-pool-size", "5");
		assertThat(new EnvironmentReader(this.environment).get("spring.datasource.hikari.maximum-pool-size"))
			.isEqualTo("5");
	}

	@Test
	void postProcessWhenNumberOfWorkersIsMissingCannotDivide() {
		this.worker.set(1, 0);
		this.configuration.putAll(Map.of("cluster.divide", "pool.size", "pool.size", "20"));
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(this::process)
			.withMessageContaining("'cluster.worker.count' is missing");
	}

	@Test
	void postProcessWhenRepeatedGivesTheSame() {
		this.worker.set(1, 0);
		this.configuration.putAll(Map.of("logging.file.name", "app.log", "spring.pid.file", "app.pid",
				"server.tomcat.accesslog.enabled", "true", "server.servlet.session.persistent", "true",
				"server.servlet.session.store-dir", "sessions", "spring.jpa.hibernate.ddl-auto", "create-drop"));
		Map<String, Object> first = process();
		assertThat(first).containsEntry("logging.file.name", "app.worker-0.log")
			.containsEntry("spring.jpa.hibernate.ddl-auto", "create");
		assertThat(process()).isEqualTo(first);
		assertThat(this.environment.getPropertySources()).extracting(PropertySource::getName)
			.containsOnlyOnce("clusterWorker");
	}

	@Test
	void postProcessWhenRepeatedOnCopyGivesTheSame() {
		this.worker.set(1, 0);
		this.configuration.put("logging.file.name", "app.log");
		Map<String, Object> first = process();
		// As Spring Cloud does: the replaced values stand among the configured ones.
		this.configuration.putAll(first);
		this.environment.getPropertySources().remove("clusterWorker");
		assertThat(process()).isEqualTo(first);
	}

	@Test
	void postProcessWhenConfigurationChangedFollowsIt() {
		this.worker.set(1, 0);
		this.configuration.put("logging.file.name", "old.log");
		process();
		this.configuration.put("logging.file.name", "new.log");
		assertThat(process()).containsEntry("logging.file.name", "new.worker-0.log");
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> process() {
		if (!this.environment.getPropertySources().contains("configuration")) {
			this.environment.getPropertySources().addFirst(new MapPropertySource("configuration", this.configuration));
		}
		new WorkerEnvironmentPostProcessor().postProcessEnvironment(this.environment, this.application);
		PropertySource<?> source = this.environment.getPropertySources().get("clusterWorker");
		return (source != null) ? (Map<String, Object>) source.getSource() : Map.of();
	}

}
