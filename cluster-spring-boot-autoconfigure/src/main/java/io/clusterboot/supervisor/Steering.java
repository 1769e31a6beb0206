package io.clusterboot.supervisor;

import java.util.Map;

import io.clusterboot.WorkerIdentity;

/**
 * Decides which workers the kernel gives new connections to. Called from the supervisor's
 * own thread alone; no method blocks or throws.
 *
 * @since 0.1.0
 */
public interface Steering {

	/**
	 * Steers nothing: each worker has a listener of its own.
	 */
	Steering NONE = new Steering() {
	};

	/**
	 * Let a worker that is ready have connections from the next {@link #steer} on.
	 * @param worker the worker
	 */
	default void join(WorkerIdentity worker) {
	}

	/**
	 * Give each worker its share of new connections. A worker that is not named gets
	 * none. Where nobody has a share everything stays as it is.
	 * @param weights worker ids with their weights, above 0
	 */
	default void steer(Map<Long, Integer> weights) {
	}

	/**
	 * Note that a worker's process is gone.
	 * @param worker the worker
	 * @param successor whether another process will hold the same slot and shall serve
	 * what waits in the queue
	 */
	default void gone(WorkerIdentity worker, boolean successor) {
	}

	/**
	 * Have a worker close some of the connections that it keeps alive, each with its next
	 * response, so that their clients connect anew.
	 * @param worker the worker
	 * @param connections how many
	 */
	default void shed(WorkerIdentity worker, int connections) {
	}

	/**
	 * Have nobody connect any more, because all workers leave.
	 */
	default void close() {
	}

}
