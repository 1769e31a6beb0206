package io.clusterboot.context;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.process.ProcessStarter;
import io.clusterboot.socket.ListenerOrigin;

/**
 * Gives each worker the socket that it listens on. Used by the supervisor's thread alone.
 */
interface SocketLending {

	/**
	 * Lends nothing: each worker opens a socket of its own.
	 */
	SocketLending NONE = new SocketLending() {

		@Override
		public ListenerOrigin origin() {
			return ListenerOrigin.BOUND;
		}

		@Override
		public ProcessStarter lend(WorkerIdentity worker) {
			return ProcessStarter.WITHOUT_INPUT;
		}

		@Override
		public void takeBack(WorkerIdentity worker) {
		}

	};

	/**
	 * Return how workers come by their socket.
	 * @return the origin, which is their standard input unless they bind it
	 */
	ListenerOrigin origin();

	/**
	 * Choose a worker's socket.
	 * @param worker the worker
	 * @return starts the worker's process with the socket
	 */
	ProcessStarter lend(WorkerIdentity worker);

	/**
	 * Take back the socket of a worker that was never started.
	 * @param worker the worker
	 */
	void takeBack(WorkerIdentity worker);

}
