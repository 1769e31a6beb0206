package io.clusterboot.management;

/**
 * Exception thrown when the management server is configured but something that it needs
 * is not there.
 *
 * @since 0.1.0
 */
public final class ManagementUnavailableException extends RuntimeException {

	private final String action;

	private ManagementUnavailableException(String missing, String action) {
		super("The management server of the primary, for which 'cluster.management.port' is set, needs " + missing);
		this.action = action;
	}

	static ManagementUnavailableException withoutHttpServer() {
		return new ManagementUnavailableException(
				"the HTTP server of the JDK, and this Java runtime has no module jdk.httpserver",
				"Add the module jdk.httpserver to the runtime image (jlink --add-modules jdk.httpserver)");
	}

	static ManagementUnavailableException withoutActuator() {
		return new ManagementUnavailableException("Spring Boot's Actuator, which is not on the class path",
				"Add the dependency org.springframework.boot:spring-boot-starter-actuator");
	}

	/**
	 * Create an exception for an application without any JSON library.
	 * @return the exception
	 */
	public static ManagementUnavailableException withoutJson() {
		return new ManagementUnavailableException("a JSON library, none of which is on the class path",
				"Add the dependency org.springframework.boot:spring-boot-starter-jackson");
	}

	String getAction() {
		return this.action;
	}

}
