package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;

import io.clusterboot.socket.ListenerSource;

/**
 * Tomcat's HTTP/1.1 protocol on a port that it shares with other processes. Public with a
 * public constructor because Tomcat creates it by name.
 *
 * @since 0.1.0
 */
public class SharedPortProtocol extends Http11NioProtocol {

	private final ClosingTickets tickets = new ClosingTickets(System::nanoTime);

	private final Http2Departures departures = new Http2Departures(this.tickets);

	private final LastResponses lastResponses = new LastResponses(this.tickets);

	private final EventStreams eventStreams = new EventStreams();

	public SharedPortProtocol() {
		super(new SharedPortEndpoint());
	}

	void setListenerSource(ListenerSource source) {
		endpoint().setListenerSource(source);
	}

	boolean isUnixDomainSocket() {
		return endpoint().getUnixDomainSocketPath() != null;
	}

	SharedServer server() {
		return new Server();
	}

	ClosingTickets tickets() {
		return this.tickets;
	}

	/**
	 * Have the client of a connection that many requests share leave, if one shall.
	 * @param remotePort the client's port
	 */
	void leave(int remotePort) {
		this.departures.leave(remotePort, endpoint().getConnections());
	}

	/**
	 * Return whether a request comes from this JVM itself.
	 * @param request the request
	 * @return {@code true} for those of the warm-up
	 */
	boolean isOwn(org.apache.catalina.connector.Request request) {
		OwnConnections own = endpoint().own();
		return !own.isEmpty() && own.contains(request.getRemotePort());
	}

	LastResponses lastResponses() {
		return this.lastResponses;
	}

	EventStreams eventStreams() {
		return this.eventStreams;
	}

	@Override
	protected Processor createProcessor() {
		return new SharedPortProcessor(this, getAdapter());
	}

	@Override
	public boolean useCompression(Request request, Response response) {
		// Asked on the response's own thread when its headers are about to be written:
		// the last moment for requests that began before it was known.
		this.lastResponses.beforeHeaders(request, response);
		return super.useCompression(request, response);
	}

	@Override
	public void start() throws Exception {
		this.lastResponses.reset();
		this.eventStreams.reset();
		super.start();
	}

	boolean keepsAlive() {
		return endpoint().isListening();
	}

	private SharedPortEndpoint endpoint() {
		return (SharedPortEndpoint) getEndpoint();
	}

	/**
	 * {@link SharedServer} of this protocol.
	 */
	private final class Server implements SharedServer {

		@Override
		public ClosingTickets tickets() {
			return SharedPortProtocol.this.tickets;
		}

		@Override
		public boolean isSecure() {
			return isSSLEnabled();
		}

		@Override
		public void serveOwn(SocketChannel connection) throws IOException, InterruptedException {
			endpoint().serveOwn(connection);
		}

		@Override
		public void closeOwn() {
			endpoint().closeOwn();
		}

		@Override
		public long acceptedConnections() {
			return endpoint().acceptedConnections();
		}

		@Override
		public int openConnections() {
			return endpoint().openConnections();
		}

		@Override
		public long quietNanos() {
			return endpoint().quietNanos();
		}

		@Override
		public void announceEnd() {
			SharedPortProtocol.this.lastResponses.endAll();
			endpoint().expectEnd();
			// Not the endpoint's own, which would stop serving: sends GOAWAY only.
			endpoint().getHandler().pause();
		}

		@Override
		public void closeListener() {
			closeServerSocketGraceful();
		}

		@Override
		public void endStreams() {
			SharedPortProtocol.this.eventStreams.complete();
			endpoint().stopUpgraded();
		}

		@Override
		public LeftConnections closeIdle(Duration age) {
			return endpoint().closeIdle(age);
		}

	}

}
