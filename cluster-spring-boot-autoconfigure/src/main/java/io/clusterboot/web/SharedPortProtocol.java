package io.clusterboot.web;

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

	private final LastResponses lastResponses = new LastResponses();

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

	SharedPortConnections connections() {
		return new Connections();
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
		super.start();
	}

	boolean keepsAlive() {
		return endpoint().isListening();
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
		public long quietNanos() {
			return endpoint().quietNanos();
		}

		@Override
		public void announceEnd() {
			SharedPortProtocol.this.lastResponses.endAll();
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
		public int closeIdle(Duration age) {
			return endpoint().closeIdle(age);
		}

	}

}
