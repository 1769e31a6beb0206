package io.clusterboot.integration;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Class paths of applications under test, made from the tests' own.
 *
 * @since 0.1.0
 */
public final class ClassPath {

	private static final Predicate<String> DEVTOOLS = (name) -> name.startsWith("spring-boot-devtools");

	private static final Predicate<String> TOMCAT = (name) -> name.startsWith("tomcat-embed-core")
			|| name.startsWith("tomcat-embed-websocket") || name.startsWith("spring-boot-tomcat")
			|| name.startsWith("spring-boot-starter-tomcat");

	private static final Predicate<String> JETTY = (name) -> name.startsWith("jetty-")
			|| name.startsWith("spring-boot-jetty") || name.startsWith("spring-boot-starter-jetty")
			|| name.startsWith("jakarta.servlet-api") || name.startsWith("jakarta.websocket");

	private static final Predicate<String> QUARTZ = (name) -> name.startsWith("quartz-")
			|| name.startsWith("spring-boot-quartz") || name.startsWith("spring-context-support")
			|| name.startsWith("spring-tx");

	private static final Predicate<String> SERVLETS = (name) -> name.startsWith("spring-webmvc")
			|| name.startsWith("spring-boot-webmvc") || name.startsWith("spring-boot-starter-web-")
			|| name.startsWith("spring-boot-starter-webmvc");

	private static final Predicate<String> REACTIVE = (name) -> name.startsWith("spring-webflux")
			|| name.startsWith("spring-boot-webflux") || name.startsWith("spring-boot-starter-webflux")
			|| name.startsWith("spring-boot-reactor") || name.startsWith("spring-boot-starter-reactor-netty")
			|| name.startsWith("spring-boot-netty") || name.startsWith("reactor-netty") || name.startsWith("netty-");

	private static final Predicate<String> SECURITY = (name) -> name.startsWith("spring-security")
			|| name.startsWith("spring-boot-security") || name.startsWith("spring-boot-starter-security");

	private static final Predicate<String> PROMETHEUS = (name) -> name.startsWith("micrometer-registry-prometheus")
			|| name.startsWith("prometheus-metrics");

	private static final Predicate<String> OPERATED = SECURITY.or(PROMETHEUS)
		.or((name) -> name.startsWith("spring-boot-cache") || name.startsWith("spring-boot-starter-cache"));

	private static final Predicate<String> ADMIN = (name) -> name.startsWith("spring-boot-admin")
			|| name.startsWith("spring-boot-restclient") || name.startsWith("spring-boot-starter-restclient")
			|| name.startsWith("spring-boot-http-client");

	private ClassPath() {
	}

	/**
	 * Return the usual class path: Tomcat and nothing out of the ordinary.
	 * @return entries with the platform's separator
	 */
	public static String plain() {
		return without(DEVTOOLS.or(JETTY).or(QUARTZ).or(REACTIVE).or(OPERATED));
	}

	/**
	 * Return the usual class path with a registry for Prometheus at its end, so that the
	 * archive for the usual one still fits.
	 * @return entries with the platform's separator
	 */
	static String withPrometheus() {
		return plain() + File.pathSeparator + from(PROMETHEUS.negate());
	}

	static String withDevTools() {
		return without(JETTY.or(QUARTZ).or(REACTIVE).or(OPERATED));
	}

	static String withJetty() {
		return without(DEVTOOLS.or(TOMCAT).or(QUARTZ).or(REACTIVE).or(OPERATED));
	}

	/**
	 * Return the class path of an application without servlets.
	 * @return entries with the platform's separator
	 */
	static String withNetty() {
		return without(DEVTOOLS.or(TOMCAT).or(JETTY).or(QUARTZ).or(SERVLETS).or(OPERATED));
	}

	static String withQuartz() {
		return without(DEVTOOLS.or(JETTY).or(REACTIVE).or(OPERATED));
	}

	/**
	 * Return the class path of an application with caches and a registry for Prometheus.
	 * @return entries with the platform's separator
	 */
	public static String operated() {
		return without(DEVTOOLS.or(JETTY).or(QUARTZ).or(REACTIVE).or(SECURITY));
	}

	/**
	 * Return the same with a client for Spring Boot Admin.
	 * @return entries with the platform's separator
	 */
	public static String registered() {
		return from(DEVTOOLS.or(JETTY).or(QUARTZ).or(REACTIVE).or(SECURITY));
	}

	static String withSecurity() {
		return without(DEVTOOLS.or(JETTY).or(QUARTZ).or(REACTIVE));
	}

	private static String without(Predicate<String> names) {
		return from(names.or(ADMIN));
	}

	private static String from(Predicate<String> names) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !names.test(Path.of(entry).getFileName().toString()))
			// The JVM archives the classes of jars that come first
			.sorted(Comparator.comparing((entry) -> !entry.endsWith(".jar")))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
