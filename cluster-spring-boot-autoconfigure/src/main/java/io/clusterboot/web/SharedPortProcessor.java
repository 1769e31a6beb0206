package io.clusterboot.web;

import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;

/**
 * Tomcat's processor of HTTP/1.1, which keeps no connection alive once the listener is
 * closed.
 */
final class SharedPortProcessor extends Http11Processor {

	private final SharedPortProtocol protocol;

	SharedPortProcessor(SharedPortProtocol protocol, Adapter adapter) {
		super(protocol, adapter);
		this.protocol = protocol;
	}

	@Override
	protected SocketState dispatchEndRequest() {
		// The headers of a long response may have been written before the drain began.
		return this.protocol.keepsAlive() ? super.dispatchEndRequest() : SocketState.CLOSED;
	}

}
