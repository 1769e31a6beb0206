package io.clusterboot.socket;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * A socket of the pool, and the worker that has it.
 */
final class PooledSocket {

	private final NativeSocket socket;

	private final DropCount drops = new DropCount();

	private @Nullable WorkerIdentity worker;

	private State state = State.FREE;

	PooledSocket(NativeSocket socket) {
		this.socket = socket;
	}

	NativeSocket socket() {
		return this.socket;
	}

	/**
	 * Return how much is known of what this socket dropped.
	 * @return the count, which is not of one slot alone
	 */
	DropCount drops() {
		return this.drops;
	}

	/**
	 * Return the slot whose workers accept from this socket, or whose last worker did.
	 * @return the ordinal, or {@code null} while nobody has this socket
	 */
	@Nullable Integer ordinal() {
		return (this.worker != null) ? this.worker.ordinal() : null;
	}

	boolean isFree() {
		return this.state == State.FREE;
	}

	/**
	 * Return whether a worker has this socket.
	 * @return {@code true} from its assignment to the end of its process
	 */
	boolean isHeld() {
		return this.state == State.ASSIGNED || isJoined();
	}

	boolean isJoined() {
		return this.state == State.JOINED;
	}

	/**
	 * Return whether a worker has this socket, or was the last to have it and its queue
	 * waits for a successor.
	 * @param id the worker's id
	 * @return {@code true} if it is that worker's
	 */
	boolean belongsTo(long id) {
		return this.worker != null && this.worker.id() == id;
	}

	boolean waitsFor(int ordinal) {
		return this.state == State.WAITING && this.worker != null && this.worker.ordinal() == ordinal;
	}

	/**
	 * Return the worker that accepts from this socket.
	 * @return its id, or {@code null} while none does
	 */
	@Nullable Long accepting() {
		return (isJoined() && this.worker != null) ? this.worker.id() : null;
	}

	void assign(WorkerIdentity worker) {
		this.worker = worker;
		this.state = State.ASSIGNED;
	}

	void join() {
		this.state = State.JOINED;
	}

	void part() {
		if (this.state == State.JOINED) {
			this.state = State.ASSIGNED;
		}
	}

	void awaitSuccessor() {
		this.state = State.WAITING;
	}

	/**
	 * Keep what waits in the queue for whoever is started next.
	 */
	void orphan() {
		this.state = State.ORPHANED;
	}

	boolean isOrphaned() {
		return this.state == State.ORPHANED;
	}

	void free() {
		this.worker = null;
		this.state = State.FREE;
	}

	void listen(int backlog) {
		this.socket.listen(backlog);
	}

	/**
	 * What became of the socket.
	 */
	private enum State {

		FREE, ASSIGNED, JOINED, WAITING, ORPHANED

	}

}
