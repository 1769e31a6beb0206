package io.clusterboot.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The connections on which HTTP was replaced by another protocol, such as WebSocket.
 */
final class UpgradedConnections {

	private final Set<SocketWrapperBase<NioChannel>> stopped = ConcurrentHashMap.newKeySet();

	/**
	 * Have the protocols end, each once. One that is receiving at this moment cannot be
	 * told from HTTP, so ask again.
	 * @param connections all connections
	 * @param stop ends the protocol of a connection
	 */
	void stop(Set<SocketWrapperBase<NioChannel>> connections, Consumer<SocketWrapperBase<NioChannel>> stop) {
		connections.stream()
			.filter((connection) -> isUpgraded(connection) && this.stopped.add(connection))
			.forEach(stop);
	}

	private boolean isUpgraded(SocketWrapperBase<NioChannel> connection) {
		return connection.getCurrentProcessor() instanceof Processor processor && processor.isUpgrade()
				&& !IdleConnections.isHttp2(processor);
	}

}
