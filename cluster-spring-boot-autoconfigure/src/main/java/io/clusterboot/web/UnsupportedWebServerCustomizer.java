package io.clusterboot.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * {@link WebServerFactoryCustomizer} that refuses web servers whose port cannot be
 * shared, before each worker but one fails because the port is in use.
 *
 * @since 0.1.0
 */
public final class UnsupportedWebServerCustomizer implements WebServerFactoryCustomizer<WebServerFactory> {

	private static final String SUPPORTED = "org.springframework.boot.tomcat.TomcatWebServerFactory";

	private final SharedPort sharedPort;

	/**
	 * Create a new {@link UnsupportedWebServerCustomizer} instance.
	 * @param sharedPort whether the port is shared
	 */
	public UnsupportedWebServerCustomizer(SharedPort sharedPort) {
		this.sharedPort = sharedPort;
	}

	@Override
	public void customize(WebServerFactory factory) {
		if (this.sharedPort.isShared() && !isSupported(factory.getClass())) {
			throw new UnsupportedWebServerException(nameOf(factory.getClass()));
		}
	}

	private boolean isSupported(@Nullable Class<?> type) {
		return type != null && (type.getName().equals(SUPPORTED) || isSupported(type.getSuperclass()));
	}

	private String nameOf(Class<?> type) {
		String name = type.getName();
		if (name.startsWith("org.springframework.boot.jetty.")) {
			return "Jetty";
		}
		return name.startsWith("org.springframework.boot.reactor.netty.") ? "Reactor Netty" : name;
	}

}
