package io.clusterboot.management;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What there has to be before any other class of this package is used.
 *
 * @since 0.1.0
 */
public final class ManagementRequirements {

	private static final String HTTP_SERVER = "com.sun.net.httpserver.HttpServer";

	private static final List<String> ACTUATOR = List.of(
			"org.springframework.boot.actuate.endpoint.annotation.Endpoint",
			"org.springframework.boot.actuate.autoconfigure.endpoint.PropertiesEndpointAccessResolver",
			"org.springframework.boot.health.actuate.endpoint.HealthEndpointWebExtension");

	private ManagementRequirements() {
	}

	/**
	 * Check that all is there.
	 * @param classLoader the application's
	 * @throws ManagementUnavailableException if something is not, naming it
	 */
	public static void check(@Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(HTTP_SERVER, classLoader)) {
			throw ManagementUnavailableException.withoutHttpServer();
		}
		if (!ACTUATOR.stream().allMatch((name) -> ClassUtils.isPresent(name, classLoader))) {
			throw ManagementUnavailableException.withoutActuator();
		}
	}

}
