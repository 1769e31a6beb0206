package io.clusterboot.web;

import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.socket.ListenerSource;

/**
 * {@link WebServerFactoryCustomizer} that lets Tomcat share its port with the other
 * workers.
 *
 * @since 0.1.0
 */
public final class SharedPortTomcatCustomizer implements WebServerFactoryCustomizer<TomcatWebServerFactory>, Ordered {

	/**
	 * Each worker has an accept queue of its own, and one that is full loses connections
	 * although other workers are idle: the server's own default is too short.
	 */
	private static final int ACCEPT_COUNT = 1024;

	private static final String ACCEPT_COUNT_PROPERTY = "server.tomcat.accept-count";

	/**
	 * Where the primary evens out connections, to close each after a hundred requests
	 * would only stir them up again.
	 */
	private static final int UNLIMITED = -1;

	private static final String KEEP_ALIVE_PROPERTY = "server.tomcat.max-keep-alive-requests";

	private final SharedPort sharedPort;

	private final Environment environment;

	private final ListenerSource source;

	private final ListenerDrain drain;

	private final @Nullable MainPort mainPort;

	/**
	 * Create a new {@link SharedPortTomcatCustomizer} instance.
	 * @param sharedPort whether the port is shared
	 * @param environment the environment
	 * @param source where the listening socket comes from
	 * @param drain closes the listener before the server stops
	 * @param mainPort what concerns the application's own port, or {@code null} if this
	 * is another one
	 */
	public SharedPortTomcatCustomizer(SharedPort sharedPort, Environment environment, ListenerSource source,
			ListenerDrain drain, @Nullable MainPort mainPort) {
		this.sharedPort = sharedPort;
		this.environment = environment;
		this.source = source;
		this.drain = drain;
		this.mainPort = mainPort;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(TomcatWebServerFactory factory) {
		if (this.sharedPort.isShared()) {
			share(factory);
		}
	}

	private void share(TomcatWebServerFactory factory) {
		requireDefaultProtocol(factory.getProtocol());
		factory.setProtocol(SharedPortProtocol.class.getName());
		factory.addConnectorCustomizers((connector) -> share(factory, connector));
		factory.addEngineValves(new LastResponseValve());
		if (this.mainPort != null) {
			factory.addEngineValves(new RequestCountingValve(this.mainPort.counters()));
		}
	}

	private void share(TomcatWebServerFactory factory, Connector connector) {
		// Now, as others may have changed the factory since.
		for (Connector additional : factory.getAdditionalConnectors()) {
			throw UnshareableConnectorException.additional("Tomcat", additional.getPort());
		}
		if (!(connector.getProtocolHandler() instanceof SharedPortProtocol protocol)) {
			throw UnshareableConnectorException.protocol(connector.getProtocolHandlerClassName());
		}
		if (protocol.isUnixDomainSocket()) {
			throw UnshareableConnectorException.unixDomainSocket();
		}
		configure(protocol);
		register(protocol, factory.getShutdown() == Shutdown.GRACEFUL);
	}

	private void requireDefaultProtocol(String protocol) {
		if (!protocol.equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
			throw UnshareableConnectorException.protocol(protocol);
		}
	}

	private void configure(SharedPortProtocol protocol) {
		protocol.setListenerSource(this.source);
		if (isUnset(ACCEPT_COUNT_PROPERTY)) {
			protocol.setAcceptCount(Math.max(protocol.getAcceptCount(), ACCEPT_COUNT));
		}
		if (this.sharedPort.origin() != ListenerOrigin.BOUND && isUnset(KEEP_ALIVE_PROPERTY)) {
			protocol.setMaxKeepAliveRequests(UNLIMITED);
		}
	}

	private boolean isUnset(String property) {
		return !Binder.get(this.environment).bind(property, String.class).isBound();
	}

	private void register(SharedPortProtocol protocol, boolean graceful) {
		this.drain.add(protocol.server(), graceful);
		if (this.mainPort != null) {
			this.mainPort.add(protocol.server());
		}
	}

}
