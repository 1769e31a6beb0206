package io.clusterboot.web;

import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Tells connections that last from those that come and go.
 */
final class LastingConnections {

	private final AtomicReference<Set<SocketChannel>> former = new AtomicReference<>(Set.of());

	/**
	 * Return how many connections were there when this was last asked.
	 * @param open the connections that are open
	 * @param ignored which of them do not count
	 * @return number of connections
	 */
	int count(Set<SocketChannel> open, Predicate<SocketChannel> ignored) {
		Set<SocketChannel> now = new HashSet<>(open);
		now.removeIf(ignored);
		Set<SocketChannel> former = this.former.getAndSet(now);
		return (int) now.stream().filter(former::contains).count();
	}

}
