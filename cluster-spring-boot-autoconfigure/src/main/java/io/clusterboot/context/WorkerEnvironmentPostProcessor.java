package io.clusterboot.context;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Replaces in a worker the properties that assume a single process. Runs before logging
 * is initialized, and may run more than once on the same environment.
 */
class WorkerEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY_SOURCE_NAME = "clusterWorker";

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Role.Worker worker = worker();
		if (worker != null) {
			// The rules read what the user set, not what an earlier run replaced.
			environment.getPropertySources().remove(PROPERTY_SOURCE_NAME);
			Map<String, Object> overrides = overrides(worker, environment, application);
			environment.getPropertySources().addFirst(new MapPropertySource(PROPERTY_SOURCE_NAME, overrides));
		}
	}

	private Map<String, Object> overrides(Role.Worker worker, ConfigurableEnvironment environment,
			SpringApplication application) {
		EnvironmentReader reader = new EnvironmentReader(environment);
		DataSourceHints dataSources = DataSourceHints.of(reader, application.getClassLoader());
		Map<String, Object> overrides = new LinkedHashMap<>();
		addPorts(overrides);
		addBanner(overrides);
		addApplicationAdmin(overrides);
		addParts(environment, overrides);
		new WorkerFileOverrides(reader, new WorkerFileName(worker.identity().ordinal()), application).addTo(overrides);
		new SchemaOverrides(reader, dataSources, worker.identity()).addTo(overrides);
		new AdminRegistration(reader, worker.channel()).addTo(overrides);
		return overrides;
	}

	private void addPorts(Map<String, Object> overrides) {
		String ports = System.getProperty(WorkerSettings.PORTS, "");
		for (String port : StringUtils.tokenizeToStringArray(ports, ",")) {
			String[] pair = StringUtils.split(port, "=");
			if (pair == null) {
				throw new WorkerMarkerException(WorkerSettings.PORTS, ports);
			}
			overrides.put(pair[0].trim(), pair[1].trim());
		}
	}

	private void addParts(ConfigurableEnvironment environment, Map<String, Object> overrides) {
		DividedProperties divided = DividedProperties.of(environment);
		if (!divided.totals().isEmpty()) {
			divided.addTo(WorkerSettings.count(System::getProperty), overrides);
		}
	}

	private void addBanner(Map<String, Object> overrides) {
		overrides.put("spring.main.banner-mode", "off");
	}

	private void addApplicationAdmin(Map<String, Object> overrides) {
		overrides.put("spring.application.admin.enabled", "false");
	}

	private Role.@Nullable Worker worker() {
		WorkerMarker marker = new WorkerMarker(System::getProperty);
		return marker.isPresent() ? marker.read() : null;
	}

}
