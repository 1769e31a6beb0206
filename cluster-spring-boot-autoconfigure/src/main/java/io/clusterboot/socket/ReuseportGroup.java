package io.clusterboot.socket;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.clusterboot.SocketStatus;

/**
 * The sockets that listen, in the kernel's order, and the program that chooses among
 * them. The kernel appends a socket that begins to listen and moves the last one into the
 * place of one that ends, so none ends before all do.
 */
final class ReuseportGroup {

	private static final int FULL_SHARE = 100;

	private final List<PooledSocket> sockets = new ArrayList<>();

	private final int backlog;

	private Map<PooledSocket, Integer> weights = Map.of();

	private @Nullable SteeringProgram attached;

	ReuseportGroup(int backlog) {
		this.backlog = backlog;
	}

	/**
	 * Have a socket listen, if it does not yet. It gets no connection before it is
	 * steered to, unless it is the only one.
	 * @param socket the socket
	 * @throws UncheckedIOException if it cannot listen
	 */
	void add(PooledSocket socket) {
		if (this.sockets.contains(socket)) {
			return;
		}
		socket.listen(this.backlog);
		this.sockets.add(socket);
		if (this.sockets.size() == 1) {
			// The kernel forgot the former program together with the last listener.
			steer(Map.of(socket, FULL_SHARE));
		}
	}

	/**
	 * Give new connections to these sockets only. Those that do not listen, or weigh
	 * nothing, are left out; if none is left all stays as it is.
	 * @param wanted the weights
	 * @throws UncheckedIOException if the kernel does not take the program
	 */
	void steer(Map<PooledSocket, Integer> wanted) {
		SortedMap<Integer, Integer> shares = new TreeMap<>();
		IntStream.range(0, this.sockets.size())
			.filter((index) -> wanted.getOrDefault(this.sockets.get(index), 0) > 0)
			.forEach((index) -> shares.put(index, wanted.get(this.sockets.get(index))));
		if (!shares.isEmpty()) {
			attach(SteeringProgram.choosing(shares));
			this.weights = Map.copyOf(wanted);
		}
	}

	private void attach(SteeringProgram program) {
		if (!program.equals(this.attached)) {
			this.sockets.get(0).socket().attach(program);
			this.attached = program;
		}
	}

	/**
	 * Give no new connections to a socket, unless all others weigh nothing.
	 * @param socket the socket
	 * @throws UncheckedIOException if the kernel does not take the program
	 */
	void park(PooledSocket socket) {
		Map<PooledSocket, Integer> others = new HashMap<>(this.weights);
		others.remove(socket);
		steer(others);
	}

	boolean isSteeredTo(PooledSocket socket) {
		return weight(socket) > 0;
	}

	/**
	 * Close what waits in the queues of sockets that nobody has and that are not steered
	 * to.
	 */
	void discardStale() {
		this.sockets.stream().filter((socket) -> socket.isFree() && !isSteeredTo(socket)).forEach(this::discard);
	}

	/**
	 * Close what waits in the queue of a socket.
	 * @param socket the socket, that no worker has
	 */
	void discard(PooledSocket socket) {
		// The kernel lets one more wait than the backlog says.
		socket.socket().discard(this.backlog + 1);
	}

	/**
	 * Listen no more.
	 */
	void shutdown() {
		this.sockets.forEach((socket) -> socket.socket().shutdown());
		this.sockets.forEach(PooledSocket::part);
		this.sockets.clear();
		this.weights = Map.of();
		this.attached = null;
	}

	/**
	 * Return the sockets that listen.
	 * @return the sockets, in the kernel's order
	 */
	List<PooledSocket> sockets() {
		return Collections.unmodifiableList(this.sockets);
	}

	List<SocketStatus> statuses() {
		return IntStream.range(0, this.sockets.size()).mapToObj(this::status).toList();
	}

	private SocketStatus status(int index) {
		PooledSocket socket = this.sockets.get(index);
		return new SocketStatus(index, socket.accepting(), weight(socket));
	}

	private int weight(PooledSocket socket) {
		return this.weights.getOrDefault(socket, 0);
	}

	List<String> program() {
		return (this.attached != null) ? this.attached.lines() : List.of();
	}

}
