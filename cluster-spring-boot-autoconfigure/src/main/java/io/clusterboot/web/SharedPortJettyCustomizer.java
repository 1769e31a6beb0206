package io.clusterboot.web;

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

import io.clusterboot.socket.ListenerSource;

/**
 * {@link WebServerFactoryCustomizer} that lets Jetty share its port with the other
 * workers.
 *
 * @since 0.1.0
 */
public final class SharedPortJettyCustomizer implements WebServerFactoryCustomizer<JettyWebServerFactory>, Ordered {

	/**
	 * Each worker has an accept queue of its own, and one that is full loses connections
	 * although other workers are idle: the server's own default is too short.
	 */
	private static final int ACCEPT_QUEUE = 1024;

	private final SharedPort sharedPort;

	private final ListenerSource source;

	private final ListenerDrain drain;

	private final @Nullable MainPort mainPort;

	/**
	 * Create a new {@link SharedPortJettyCustomizer} instance.
	 * @param sharedPort whether the port is shared
	 * @param source where the listening socket comes from
	 * @param drain closes the listener before the server stops
	 * @param mainPort what concerns the application's own port, or {@code null} if this
	 * is another one
	 */
	public SharedPortJettyCustomizer(SharedPort sharedPort, ListenerSource source, ListenerDrain drain,
			@Nullable MainPort mainPort) {
		this.sharedPort = sharedPort;
		this.source = source;
		this.drain = drain;
		this.mainPort = mainPort;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(JettyWebServerFactory factory) {
		if (this.sharedPort.isShared()) {
			boolean graceful = factory.getShutdown() == Shutdown.GRACEFUL;
			factory.addServerCustomizers((server) -> share(server, graceful));
		}
	}

	private void share(Server server, boolean graceful) {
		Connector[] connectors = server.getConnectors();
		for (int i = 1; i < connectors.length; i++) {
			throw UnshareableConnectorException.additional("Jetty",
					(connectors[i] instanceof NetworkConnector network) ? network.getPort() : 0);
		}
		if (connectors.length == 0 || !(connectors[0] instanceof ServerConnector connector)) {
			throw UnshareableConnectorException.jettyConnector();
		}
		if (connector.getAcceptors() == 0) {
			throw UnshareableConnectorException.noAcceptor();
		}
		share(connector, graceful);
	}

	private void share(ServerConnector connector, boolean graceful) {
		if (connector.getAcceptQueueSize() == 0) {
			connector.setAcceptQueueSize(ACCEPT_QUEUE);
		}
		EventStreams streams = new EventStreams();
		connector.getServer()
			.getContainedBeans(ServletContextHandler.class)
			.forEach((context) -> observe(context, streams));
		JettyServer server = new JettyServer(connector, this.source, streams);
		connector.addEventListener(server);
		connector.addBean(server.activity());
		JettyRequests requests = new JettyRequests(server, (this.mainPort != null) ? this.mainPort.counters() : null);
		connector.getConnectionFactories().forEach((factory) -> observe(factory, requests));
		this.drain.add(server, graceful);
		if (this.mainPort != null) {
			this.mainPort.add(server);
		}
	}

	private void observe(ServletContextHandler context, EventStreams streams) {
		FilterHolder filter = new FilterHolder(new EventStreamsFilter(streams));
		filter.setAsyncSupported(true);
		context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
	}

	private void observe(ConnectionFactory factory, JettyRequests requests) {
		if (factory instanceof HttpConfiguration.ConnectionFactory http) {
			HttpConfiguration configuration = http.getHttpConfiguration();
			// Protocols may have one in common.
			if (!configuration.getCustomizers().contains(requests)) {
				configuration.addCustomizer(requests);
			}
		}
	}

}
