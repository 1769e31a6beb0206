package io.clusterboot.socket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.clusterboot.QueueFigures;

/**
 * The queues of the pool's sockets, slot by slot. What a socket drops is counted for the
 * slot that has it at the time, since the socket may be another slot's later.
 */
final class PoolQueues {

	private final Map<Integer, Long> drops = new HashMap<>();

	/**
	 * Return the queues as of now.
	 * @param sockets the sockets that listen
	 * @return one queue for each slot that has a socket, by ordinal; a slot that is being
	 * handed over has two sockets
	 */
	List<QueueFigures> read(List<PooledSocket> sockets) {
		SortedMap<Integer, QueueFigures> figures = new TreeMap<>();
		for (PooledSocket socket : sockets) {
			AcceptQueue queue = note(socket);
			Integer ordinal = socket.ordinal();
			if (ordinal != null && queue != null) {
				figures.merge(ordinal, new QueueFigures(ordinal, queue.length(), queue.limit(), drops(ordinal)),
						this::sum);
			}
		}
		return List.copyOf(figures.values());
	}

	/**
	 * Count what a socket has dropped for the slot that still has it.
	 * @param socket the socket
	 * @return its queue, or {@code null} if it is not known
	 */
	@Nullable AcceptQueue note(PooledSocket socket) {
		AcceptQueue queue = socket.socket().queue();
		Integer ordinal = socket.ordinal();
		long more = (queue != null) ? socket.drops().advance(queue.drops()) : 0;
		if (ordinal != null) {
			this.drops.merge(ordinal, more, Long::sum);
		}
		return queue;
	}

	private long drops(int ordinal) {
		return this.drops.getOrDefault(ordinal, 0L);
	}

	private QueueFigures sum(QueueFigures one, QueueFigures later) {
		return new QueueFigures(one.ordinal(), one.length() + later.length(), one.limit() + later.limit(),
				later.drops());
	}

}
