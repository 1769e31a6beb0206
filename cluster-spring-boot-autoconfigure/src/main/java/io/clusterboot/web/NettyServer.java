package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.socket.ListenerSource;

/**
 * {@link SharedServer} that is Reactor Netty.
 */
final class NettyServer implements SharedServer {

	private static final Log logger = LogFactory.getLog(NettyServer.class);

	private final ListenerSource source;

	private final ClosingTickets tickets = new ClosingTickets(System::nanoTime);

	private final OwnConnections own = new OwnConnections();

	private final NettyConnections connections = new NettyConnections();

	private final AtomicReference<@Nullable NettyListener> listener = new AtomicReference<>();

	private final AtomicBoolean ending = new AtomicBoolean();

	private final AtomicBoolean secure = new AtomicBoolean();

	/**
	 * Create a new {@link NettyServer} instance.
	 * @param source where the listening socket comes from
	 */
	NettyServer(ListenerSource source) {
		this.source = source;
	}

	/**
	 * Return a channel to listen on, each time the server starts.
	 * @return a new channel
	 */
	NettyListener newListener() {
		this.ending.set(false);
		NettyListener listener = new NettyListener(this.source, this.connections);
		this.listener.set(listener);
		return listener;
	}

	void setSecure(boolean secure) {
		this.secure.set(secure);
	}

	boolean isEnding() {
		return this.ending.get();
	}

	boolean isOwn(NettyConnection connection) {
		return !this.own.isEmpty() && this.own.contains(connection.remotePort());
	}

	@Override
	public ClosingTickets tickets() {
		return this.tickets;
	}

	@Override
	public boolean isSecure() {
		return this.secure.get();
	}

	@Override
	public void serveOwn(SocketChannel connection) throws IOException {
		NettyListener listener = this.listener.get();
		if (listener == null) {
			throw new ClosedChannelException();
		}
		this.own.add(connection);
		listener.serve(connection);
	}

	@Override
	public void closeOwn() {
		connections().stream().filter(this::isOwn).forEach((connection) -> connection.channel().close());
		this.own.remove();
	}

	@Override
	public int openConnections() {
		Set<NettyConnection> all = this.connections.open();
		return this.own.isEmpty() ? all.size() : (int) all.stream().filter((open) -> !isOwn(open)).count();
	}

	@Override
	public long acceptedConnections() {
		return this.connections.activity().acceptedConnections();
	}

	@Override
	public long quietNanos() {
		NettyListener listener = this.listener.get();
		return this.connections.activity().quietNanos((listener != null) ? listener.listener() : null);
	}

	@Override
	public void announceEnd() {
		this.ending.set(true);
		NettyListener listener = this.listener.get();
		PortListener port = (listener != null) ? listener.listener() : null;
		if (port != null) {
			port.expectEnd();
		}
		for (NettyConnection connection : connections()) {
			connection.leave();
			connection.forEachRequest(NettyRequests::end);
		}
	}

	@Override
	public void closeListener() {
		NettyListener listener = this.listener.getAndSet(null);
		if (listener != null) {
			try {
				listener.end();
			}
			catch (IOException ex) {
				logger.warn("The listener cannot be closed", ex);
			}
		}
	}

	@Override
	public void endStreams() {
		for (NettyConnection connection : connections()) {
			connection.endSessions();
			connection.endEvents();
		}
	}

	@Override
	public LeftConnections closeIdle(Duration age) {
		LeftConnections left = LeftConnections.NONE;
		try (ArrivedBytes arrived = new ArrivedBytes()) {
			for (NettyConnection connection : connections()) {
				left = connection.closeOrCount(age, arrived, left);
			}
		}
		catch (IOException ex) {
			logger.debug("Idle connections cannot be told from others", ex);
		}
		return left;
	}

	private List<NettyConnection> connections() {
		return List.copyOf(this.connections.open());
	}

}
