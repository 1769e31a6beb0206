package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that this JVM has with itself, known by the port of the other end.
 */
final class OwnConnections {

	private final Map<Integer, SocketChannel> byPort = new ConcurrentHashMap<>();

	void add(SocketChannel connection) throws IOException {
		this.byPort.put(((InetSocketAddress) connection.getRemoteAddress()).getPort(), connection);
	}

	boolean isEmpty() {
		return this.byPort.isEmpty();
	}

	boolean contains(int remotePort) {
		return this.byPort.containsKey(remotePort);
	}

	int countAmong(Set<SocketChannel> open) {
		return (int) this.byPort.values().stream().filter(open::contains).count();
	}

	/**
	 * Return what there is and forget it.
	 * @return the connections
	 */
	Set<SocketChannel> remove() {
		Set<SocketChannel> connections = Set.copyOf(this.byPort.values());
		this.byPort.values().removeAll(connections);
		return connections;
	}

}
