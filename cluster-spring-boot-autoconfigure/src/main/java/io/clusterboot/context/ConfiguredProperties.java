package io.clusterboot.context;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Collects the properties that the primary keeps while it lives, as the user wrote them:
 * placeholders stay, since some have another value in each process.
 */
final class ConfiguredProperties {

	private static final ConfigurationPropertyName CLUSTER = ConfigurationPropertyName.of("cluster");

	private static final ConfigurationPropertyName WORKER = ConfigurationPropertyName.of("cluster.worker");

	/**
	 * Read by each worker itself, so that a reload suffices.
	 */
	private static final List<ConfigurationPropertyName> WORKERS_OWN = List
		.of(ConfigurationPropertyName.of("cluster.metrics"), ConfigurationPropertyName.of("cluster.divide"));

	private static final ConfigurationPropertyName PORT = ConfigurationPropertyName.of("server.port");

	private final Map<ConfigurationPropertyName, String> properties = new LinkedHashMap<>();

	private ConfiguredProperties() {
	}

	/**
	 * Return the properties.
	 * @param environment the environment; what the library overrides in it is left out
	 * @return keys with values
	 */
	static Map<String, String> of(ConfigurableEnvironment environment) {
		ConfiguredProperties configured = new ConfiguredProperties();
		environment.getPropertySources().forEach(configured::addSource);
		Map<String, String> texts = new TreeMap<>();
		configured.properties.forEach((name, value) -> texts.put(name.toString(), value));
		return texts;
	}

	private void addSource(PropertySource<?> propertySource) {
		ConfigurationPropertySource source = propertySource.getName()
			.equals(WorkerEnvironmentPostProcessor.PROPERTY_SOURCE_NAME) ? null
					: ConfigurationPropertySource.from(propertySource);
		if (source instanceof IterableConfigurationPropertySource iterable) {
			iterable.stream()
				.filter((name) -> CLUSTER.isAncestorOf(name) && !WORKER.equals(name) && !WORKER.isAncestorOf(name))
				.filter((name) -> WORKERS_OWN.stream().noneMatch((own) -> own.equals(name) || own.isAncestorOf(name)))
				.forEach((name) -> add(name, source.getConfigurationProperty(name)));
		}
		if (source != null) {
			add(PORT, source.getConfigurationProperty(PORT));
		}
	}

	private void add(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
		if (property != null) {
			this.properties.putIfAbsent(name, String.valueOf(property.getValue()));
		}
	}

}
