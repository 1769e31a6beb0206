package io.clusterboot.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;

import io.clusterboot.socket.ListenerSource;

/**
 * {@link WebServerFactoryCustomizer} that lets Reactor Netty share its port with the
 * other workers.
 *
 * @since 0.1.0
 */
public final class SharedPortNettyCustomizer
		implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private final SharedPort sharedPort;

	private final ListenerSource source;

	private final ListenerDrain drain;

	private final ObjectProvider<ReactorResourceFactory> resources;

	private final @Nullable MainPort mainPort;

	/**
	 * Create a new {@link SharedPortNettyCustomizer} instance.
	 * @param sharedPort whether the port is shared
	 * @param source where the listening socket comes from
	 * @param drain closes the listener before the server stops
	 * @param resources the application's event loops
	 * @param mainPort what concerns the application's own port, or {@code null} if this
	 * is another one
	 */
	public SharedPortNettyCustomizer(SharedPort sharedPort, ListenerSource source, ListenerDrain drain,
			ObjectProvider<ReactorResourceFactory> resources, @Nullable MainPort mainPort) {
		this.sharedPort = sharedPort;
		this.source = source;
		this.drain = drain;
		this.resources = resources;
		this.mainPort = mainPort;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		if (this.sharedPort.isShared()) {
			share(factory);
		}
	}

	private void share(NettyReactiveWebServerFactory factory) {
		NettyServer server = new NettyServer(this.source);
		factory.setResourceFactory(new NettyResources(server, this.resources::getIfAvailable));
		factory.addServerCustomizers((http) -> observe(http, server));
		this.drain.add(server, factory.getShutdown() == Shutdown.GRACEFUL);
		if (this.mainPort != null) {
			this.mainPort.add(server);
		}
	}

	private HttpServer observe(HttpServer http, NettyServer server) {
		server.setSecure(http.configuration().sslProvider() != null);
		return http.childObserve(new NettyRequests(server, (this.mainPort != null) ? this.mainPort.counters() : null));
	}

}
