package io.clusterboot.web;

import java.util.Set;

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

	private static final Set<String> SUPPORTED = Set.of("org.springframework.boot.tomcat.TomcatWebServerFactory",
			"org.springframework.boot.jetty.JettyWebServerFactory",
			"org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory");

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
			throw new UnsupportedWebServerException(factory.getClass().getName());
		}
	}

	private boolean isSupported(@Nullable Class<?> type) {
		return type != null && (SUPPORTED.contains(type.getName()) || isSupported(type.getSuperclass()));
	}

}
