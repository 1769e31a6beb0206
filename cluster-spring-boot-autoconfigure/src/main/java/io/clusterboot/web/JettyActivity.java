package io.clusterboot.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the connections of one of Jetty's connectors.
 */
final class JettyActivity implements Connection.Listener {

	private static final String WEB_SOCKET = "org.eclipse.jetty.websocket.";

	private final ConnectionActivity connections = new ConnectionActivity();

	/**
	 * Number of requests by connection.
	 */
	private final Map<EndPoint, Integer> requests = new ConcurrentHashMap<>();

	ConnectionActivity connections() {
		return this.connections;
	}

	@Override
	public void onClosed(Connection connection) {
		this.connections.closed();
		this.requests.remove(socket(connection.getEndPoint()));
	}

	void requestBegan(EndPoint socket) {
		this.requests.merge(socket, 1, Integer::sum);
	}

	void requestEnded(EndPoint socket) {
		this.requests.computeIfPresent(socket, (key, count) -> (count > 1) ? Integer.valueOf(count - 1) : null);
	}

	/**
	 * Close a connection if it is idle.
	 * @param connection the connection
	 * @param age how long it must have sent and received nothing
	 * @param arrived tells whether there is something to be read
	 * @param left connections that are left so far
	 * @return connections that are left, with this one if it is
	 */
	LeftConnections closeOrCount(SocketChannelEndPoint connection, Duration age, ArrivedBytes arrived,
			LeftConnections left) {
		Connection protocol = protocol(connection);
		if (!connection.isOpen()) {
			return left;
		}
		if (this.requests.containsKey(connection) || isWebSocket(protocol) || isHalfRead(protocol)) {
			return left.plusBusy();
		}
		if (connection.getIdleFor() < age.toMillis() || arrived.isAny(connection.getChannel())) {
			return left.plusExpected();
		}
		connection.close();
		return left;
	}

	private boolean isHalfRead(@Nullable Connection protocol) {
		return protocol instanceof HttpConnection http && !http.getParser().isIdle();
	}

	private boolean isWebSocket(@Nullable Connection protocol) {
		return protocol != null && protocol.getClass().getName().startsWith(WEB_SOCKET);
	}

	/**
	 * Return what a client speaks, beneath TLS.
	 * @param connection the connection
	 * @return the protocol, or {@code null} if it is not known yet
	 */
	static @Nullable Connection protocol(EndPoint connection) {
		Connection outermost = connection.getConnection();
		return (outermost instanceof SslConnection tls) ? tls.getSslEndPoint().getConnection() : outermost;
	}

	/**
	 * Return the connection that a protocol's end point has in the end.
	 * @param endPoint the end point, of TLS or another
	 * @return the one that the connector knows
	 */
	static EndPoint socket(EndPoint endPoint) {
		return (endPoint instanceof EndPoint.Wrapper wrapper) ? socket(wrapper.unwrap()) : endPoint;
	}

}
