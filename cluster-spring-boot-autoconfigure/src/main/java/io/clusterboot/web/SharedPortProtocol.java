package io.clusterboot.web;

import org.apache.coyote.http11.Http11NioProtocol;

import io.clusterboot.socket.ListenerSource;

/**
 * Tomcat's HTTP/1.1 protocol on a port that it shares with other processes. Public with a
 * public constructor because Tomcat creates it by name.
 *
 * @since 0.1.0
 */
public class SharedPortProtocol extends Http11NioProtocol {

	public SharedPortProtocol() {
		super(new SharedPortEndpoint());
	}

	void setListenerSource(ListenerSource source) {
		endpoint().setListenerSource(source);
	}

	boolean isUnixDomainSocket() {
		return endpoint().getUnixDomainSocketPath() != null;
	}

	SharedPortConnections connections() {
		return new Connections();
	}

	private SharedPortEndpoint endpoint() {
		return (SharedPortEndpoint) getEndpoint();
	}

	/**
	 * {@link SharedPortConnections} of this protocol.
	 */
	private final class Connections implements SharedPortConnections {

		@Override
		public int openConnections() {
			return endpoint().openConnections();
		}

		@Override
		public void closeListener() {
			closeServerSocketGraceful();
		}

		@Override
		public long awaitClosed(long millis) {
			return awaitConnectionsClose(millis);
		}

	}

}
