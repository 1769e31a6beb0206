package com.example.guestbook;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What the application is configured with, where it is deployed.
 *
 * @param port the port
 * @param startup how long the first worker may take
 * @param heartbeat how long a worker may hang
 * @param shutdown how long all workers may take to stop
 */
record Timings(int port, Duration startup, Duration heartbeat, Duration shutdown) {

	private static final Duration BOOT_SHUTDOWN_PHASE = Duration.ofSeconds(30);

	private static final Duration SHUTDOWN_MARGIN = Duration.ofSeconds(5);

	/**
	 * Return the timings as they are with the variables of a deployment.
	 * @param application the application's own environment
	 * @param variables the variables
	 * @return the timings
	 */
	static Timings of(ConfigurableEnvironment application, Map<String, String> variables) {
		StandardEnvironment deployed = new StandardEnvironment();
		application.getPropertySources()
			.stream()
			.filter((source) -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
			.forEach(deployed.getPropertySources()::addLast);
		String system = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		deployed.getPropertySources()
			.replace(system, new SystemEnvironmentPropertySource(system, Map.copyOf(variables)));
		ConfigurationPropertySources.attach(deployed);
		return of(Binder.get(deployed));
	}

	private static Timings of(Binder binder) {
		Duration phase = duration(binder, "spring.lifecycle.timeout-per-shutdown-phase", BOOT_SHUTDOWN_PHASE);
		return new Timings(binder.bind("server.port", Integer.class).orElse(8080),
				duration(binder, "cluster.startup.timeout", Duration.ofMinutes(2)),
				duration(binder, "cluster.heartbeat.timeout", Duration.ofSeconds(30)),
				duration(binder, "cluster.shutdown.timeout", phase.plus(SHUTDOWN_MARGIN)));
	}

	private static Duration duration(Binder binder, String name, Duration usual) {
		return binder.bind(name, Duration.class).orElse(usual);
	}

}
