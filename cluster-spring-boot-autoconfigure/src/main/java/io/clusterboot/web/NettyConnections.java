package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one of Netty's listeners.
 */
final class NettyConnections {

	private static final Log logger = LogFactory.getLog(NettyConnections.class);

	private final Set<NettyConnection> open = ConcurrentHashMap.newKeySet();

	private final ConnectionActivity activity = new ConnectionActivity();

	/**
	 * Note a connection that was accepted.
	 * @param parent the listener
	 * @param socket the connection
	 * @return its channel
	 */
	Channel accept(Channel parent, SocketChannel socket) {
		this.activity.accepted();
		return add(parent, socket);
	}

	Channel add(Channel parent, SocketChannel socket) {
		NioSocketChannel channel = new NioSocketChannel(parent, socket);
		NettyConnection connection = new NettyConnection(channel, socket);
		this.open.add(connection);
		channel.pipeline().addFirst(connection);
		channel.closeFuture().addListener((closed) -> forget(connection));
		return channel;
	}

	private void forget(NettyConnection connection) {
		if (this.open.remove(connection)) {
			this.activity.closed();
			connection.endAll();
		}
	}

	/**
	 * Return the connections that are open. Those that Netty has refused, because there
	 * are too many, never tell that they were closed.
	 * @return the connections
	 */
	Set<NettyConnection> open() {
		this.open.stream().filter((connection) -> !connection.channel().isOpen()).forEach(this::forget);
		return this.open;
	}

	ConnectionActivity activity() {
		return this.activity;
	}

	static void discard(@Nullable SocketChannel connection) {
		try {
			if (connection != null) {
				connection.close();
			}
		}
		catch (IOException ex) {
			logger.trace("It was closed before", ex);
		}
	}

}
