package io.clusterboot.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.clusterboot.QueueFigures;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerIdentity;

/**
 * The listening sockets of the workers, owned by the primary: a socket and the
 * connections that wait in it outlive the worker, and the kernel asks a program of ours
 * which worker gets the next connection.
 * <p>
 * To be used from one thread only.
 *
 * @since 0.1.0
 */
public final class ListenerPool implements AutoCloseable {

	private final SocketCalls calls;

	private final NativeAddress address;

	private final StandardInput standardInput;

	private final List<PooledSocket> sockets = new ArrayList<>();

	private final ReuseportGroup group;

	private final PoolQueues queues = new PoolQueues();

	private ListenerPool(SocketCalls calls, NativeAddress address, int backlog) {
		this.calls = calls;
		this.address = address;
		this.standardInput = new StandardInput(calls);
		this.group = new ReuseportGroup(backlog);
	}

	/**
	 * Create a pool without sockets.
	 * @param address the address, which is reserved already
	 * @param port the port, which is reserved already
	 * @param backlog how many connections may wait in each socket
	 * @return the pool
	 * @throws SteeringUnavailableException if connections cannot be steered here
	 */
	public static ListenerPool open(InetAddress address, int port, int backlog) throws SteeringUnavailableException {
		SteeringCheck.input(Path.of("/proc/self/fd/0"));
		return open(SteeringCheck.load(), address, port, backlog);
	}

	static ListenerPool open(SocketCalls calls, InetAddress address, int port, int backlog) {
		SteeringCheck.attach(calls);
		try {
			NativeAddress wanted = NativeAddress.of(address, port);
			// The first worker would come too late to find that it cannot be bound.
			NativeSocket.bind(calls, wanted).close();
			return new ListenerPool(calls, wanted, backlog);
		}
		catch (IOException | UncheckedIOException ex) {
			throw SteeringUnavailableException.notBound(ex);
		}
	}

	/**
	 * Choose the socket of a worker that is about to be started: the one that waits for
	 * it, a free one, or a new one, which does not listen before the worker joins.
	 * @param worker the worker
	 * @throws UncheckedIOException if there is no socket to be had
	 */
	public void assign(WorkerIdentity worker) {
		if (find(worker.id()).isEmpty()) {
			PooledSocket chosen = first((socket) -> socket.waitsFor(worker.ordinal()))
				.or(() -> first(PooledSocket::isOrphaned))
				.or(() -> first((socket) -> socket.isFree() && this.group.isSteeredTo(socket)))
				.or(() -> first(PooledSocket::isFree))
				.orElseGet(this::create);
			this.queues.note(chosen);
			chosen.assign(worker);
		}
	}

	private PooledSocket create() {
		PooledSocket socket = new PooledSocket(NativeSocket.bind(this.calls, this.address));
		this.sockets.add(socket);
		return socket;
	}

	/**
	 * Start a worker with its socket on descriptor 0.
	 * @param worker the worker, to which a socket was assigned
	 * @param builder the process, whose standard input is set here
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public Process start(WorkerIdentity worker, ProcessBuilder builder) throws IOException {
		PooledSocket socket = find(worker.id())
			.orElseThrow(() -> new IllegalStateException("No socket was assigned to " + worker));
		return this.standardInput.start(builder, socket.socket());
	}

	/**
	 * Have the socket of a worker listen. It gets no connection before it is steered to,
	 * unless it is the only one that listens. A worker without a socket is ignored.
	 * @param worker the worker's id
	 * @throws UncheckedIOException if the socket cannot listen
	 */
	public void join(long worker) {
		find(worker).filter(PooledSocket::isHeld).ifPresent((socket) -> {
			this.group.add(socket);
			socket.join();
		});
	}

	/**
	 * Give new connections to these workers only, at random by their weights. Workers
	 * that have not joined, or weigh nothing, are left out; if none is left all stays as
	 * it is.
	 * @param weights weight by the worker's id
	 * @throws UncheckedIOException if the kernel does not take the program
	 */
	public void steer(Map<Long, Integer> weights) {
		Map<PooledSocket, Integer> joined = new HashMap<>();
		weights.forEach((worker, weight) -> find(worker).filter(PooledSocket::isJoined)
			.ifPresent((socket) -> joined.put(socket, Math.max(0, weight))));
		this.group.steer(joined);
		this.group.discardStale();
	}

	/**
	 * A worker's process is gone. Without a successor its socket gets no more connections
	 * unless it is the only one left to get them, and those that wait in it are closed.
	 * @param worker the worker's id
	 * @param successor whether the socket and the connections that wait in it are kept
	 * for the next worker of this ordinal
	 * @throws UncheckedIOException if the kernel does not take the program
	 */
	public void gone(long worker, boolean successor) {
		find(worker).ifPresent((socket) -> {
			if (successor) {
				socket.awaitSuccessor();
			}
			else {
				release(socket);
			}
		});
	}

	/**
	 * A worker's process is gone. What waits in its socket is for the next worker, of any
	 * ordinal, to which a socket is assigned.
	 * @param worker the worker's id
	 */
	public void orphaned(long worker) {
		find(worker).ifPresent(PooledSocket::orphan);
	}

	private void release(PooledSocket socket) {
		this.queues.note(socket);
		socket.free();
		this.group.park(socket);
		this.group.discard(socket);
		this.group.discardStale();
	}

	/**
	 * Refuse new connections, and end those that wait, until a worker joins anew.
	 */
	public void refuse() {
		this.group.shutdown();
	}

	/**
	 * Return the sockets that listen.
	 * @return the sockets, in the kernel's order
	 */
	public List<SocketStatus> sockets() {
		return this.group.statuses();
	}

	/**
	 * Return the queues in which connections wait, as the kernel knows them now.
	 * @return one for each slot that has a socket, by ordinal
	 */
	public List<QueueFigures> queues() {
		return this.queues.read(this.group.sockets());
	}

	/**
	 * Return the program that chooses who gets the next connection.
	 * @return one instruction per entry, none while no socket listens
	 */
	public List<String> program() {
		return this.group.program();
	}

	/**
	 * Close all sockets. Workers that still hold one accept nothing any more.
	 */
	@Override
	public void close() {
		refuse();
		this.sockets.forEach((socket) -> socket.socket().close());
		this.sockets.clear();
	}

	/**
	 * Return the socket of a worker.
	 * @param worker the worker's id
	 * @return the socket, also while it waits for the worker's successor
	 */
	Optional<PooledSocket> find(long worker) {
		return first((socket) -> socket.belongsTo(worker));
	}

	private Optional<PooledSocket> first(Predicate<PooledSocket> condition) {
		return this.sockets.stream().filter(condition).findFirst();
	}

}
