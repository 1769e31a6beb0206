package io.clusterboot.web;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Has clients of HTTP/2 leave, for each of which a ticket is taken.
 */
final class Http2Departures {

	private final ClosingTickets tickets;

	private final Set<SocketWrapperBase<?>> told = ConcurrentHashMap.newKeySet();

	Http2Departures(ClosingTickets tickets) {
		this.tickets = tickets;
	}

	/**
	 * Have a client leave, unless it was told before.
	 * @param remotePort the client's port
	 * @param connections all connections, of which it has one
	 */
	void leave(int remotePort, Collection<? extends SocketWrapperBase<?>> connections) {
		this.told.removeIf(SocketWrapperBase::isClosed);
		for (SocketWrapperBase<?> connection : connections) {
			if (connection.getRemotePort() == remotePort
					&& connection.getCurrentProcessor() instanceof Processor processor
					&& IdleConnections.isHttp2(processor)) {
				leave(connection, processor);
			}
		}
	}

	private void leave(SocketWrapperBase<?> connection, Processor processor) {
		if (this.told.add(connection)) {
			if (this.tickets.take()) {
				// Sends GOAWAY.
				processor.pause();
			}
			else {
				this.told.remove(connection);
			}
		}
	}

}
