package io.clusterboot.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

import io.clusterboot.socket.ListenerSource;

/**
 * {@link SharedServer} that is a connector of Jetty.
 */
final class JettyServer implements SharedServer, LifeCycle.Listener {

	private static final Log logger = LogFactory.getLog(JettyServer.class);

	private final ServerConnector connector;

	private final ListenerSource source;

	private final ClosingTickets tickets = new ClosingTickets(System::nanoTime);

	private final OwnConnections own = new OwnConnections();

	private final JettyActivity activity = new JettyActivity();

	private final JettySessions sessions = new JettySessions();

	private final EventStreams eventStreams;

	private final AtomicReference<@Nullable JettyListener> listener = new AtomicReference<>();

	private final AtomicBoolean ending = new AtomicBoolean();

	/**
	 * Create a new {@link JettyServer} instance.
	 * @param connector the connector, which has not been opened
	 * @param source where its listening socket comes from
	 * @param eventStreams the application's streams of events
	 */
	JettyServer(ServerConnector connector, ListenerSource source, EventStreams eventStreams) {
		this.connector = connector;
		this.source = source;
		this.eventStreams = eventStreams;
	}

	@Override
	public void lifeCycleStarting(LifeCycle event) {
		this.ending.set(false);
		this.eventStreams.reset();
		try {
			open(PortListener.open(this.source, address(), this.connector.getAcceptQueueSize()));
		}
		catch (IOException ex) {
			PortInUseException.throwIfPortBindingException(ex, this.connector::getPort);
			throw new UncheckedIOException(ex);
		}
	}

	private void open(PortListener opened) throws IOException {
		JettyListener channel = new JettyListener(opened, this.activity.connections(), this::serveUnlessClosed);
		try {
			this.connector.open(channel);
			this.listener.set(channel);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private InetSocketAddress address() {
		String host = this.connector.getHost();
		int port = this.connector.getPort();
		return (host != null) ? new InetSocketAddress(host, port) : new InetSocketAddress(port);
	}

	JettyActivity activity() {
		return this.activity;
	}

	/**
	 * Return whether a connection is one that this JVM has with itself.
	 * @param endPoint the connection
	 * @return {@code true} for one of the warm-up
	 */
	boolean isOwn(EndPoint endPoint) {
		return !this.own.isEmpty() && endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
				&& this.own.contains(remote.getPort());
	}

	/**
	 * Return whether each response from now on is the last on its connection.
	 * @return {@code true} once the end was announced
	 */
	boolean isEnding() {
		return this.ending.get();
	}

	@Override
	public ClosingTickets tickets() {
		return this.tickets;
	}

	@Override
	public boolean isSecure() {
		return this.connector.getConnectionFactory(SslConnectionFactory.class) != null;
	}

	@Override
	public void serveOwn(SocketChannel connection) throws IOException {
		this.own.add(connection);
		serve(connection);
	}

	@Override
	public void closeOwn() {
		connections().stream().filter(this::isOwn).forEach(EndPoint::close);
		this.own.remove().forEach(this::close);
	}

	private void serveUnlessClosed(SocketChannel connection) {
		try {
			serve(connection);
		}
		catch (IOException ex) {
			close(connection);
		}
	}

	private void serve(SocketChannel connection) throws IOException {
		connection.configureBlocking(false);
		Socket socket = connection.socket();
		socket.setTcpNoDelay(this.connector.getAcceptedTcpNoDelay());
		if (this.connector.getAcceptedReceiveBufferSize() > 0) {
			socket.setReceiveBufferSize(this.connector.getAcceptedReceiveBufferSize());
		}
		if (this.connector.getAcceptedSendBufferSize() > 0) {
			socket.setSendBufferSize(this.connector.getAcceptedSendBufferSize());
		}
		this.connector.getSelectorManager().accept(connection);
	}

	private void close(SocketChannel connection) {
		try {
			connection.close();
		}
		catch (IOException ex) {
			logger.trace("It was closed before", ex);
		}
	}

	@Override
	public int openConnections() {
		Collection<EndPoint> all = this.connector.getConnectedEndPoints();
		return this.own.isEmpty() ? all.size() : (int) all.stream().filter((endPoint) -> !isOwn(endPoint)).count();
	}

	@Override
	public long acceptedConnections() {
		return this.activity.connections().acceptedConnections();
	}

	@Override
	public long quietNanos() {
		JettyListener listener = this.listener.get();
		return this.activity.connections().quietNanos((listener != null) ? listener.listener() : null);
	}

	@Override
	public void announceEnd() {
		this.ending.set(true);
		JettyListener listener = this.listener.get();
		if (listener != null) {
			listener.listener().expectEnd();
		}
		connections().forEach((endPoint) -> JettyHttp2.leave(JettyActivity.protocol(endPoint)));
	}

	@Override
	public void closeListener() {
		JettyListener listener = this.listener.getAndSet(null);
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
		this.eventStreams.complete();
		this.sessions.end(this.connector.getServer());
	}

	@Override
	public LeftConnections closeIdle(Duration age) {
		LeftConnections left = LeftConnections.NONE;
		try (ArrivedBytes arrived = new ArrivedBytes()) {
			for (EndPoint endPoint : connections()) {
				left = this.activity.closeOrCount((SocketChannelEndPoint) endPoint, age, arrived, left);
			}
		}
		catch (IOException ex) {
			logger.debug("Idle connections cannot be told from others", ex);
		}
		return left;
	}

	private List<EndPoint> connections() {
		return List.copyOf(this.connector.getConnectedEndPoints());
	}

}
