package io.clusterboot;

/**
 * One step in the life of a worker process, as the supervisor tells it to every process
 * of the cluster.
 *
 * @since 0.1.0
 */
public sealed interface WorkerChange {

	/**
	 * Return whose step it is.
	 * @return identity of the process
	 */
	WorkerIdentity worker();

	/**
	 * The process exists.
	 *
	 * @param worker identity of the process
	 * @param pid process id
	 */
	record Forked(WorkerIdentity worker, long pid) implements WorkerChange {

	}

	/**
	 * The worker has opened its control channel.
	 *
	 * @param worker identity of the process
	 */
	record Online(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * A server of the worker listens.
	 *
	 * @param worker identity of the process
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port
	 */
	record Listening(WorkerIdentity worker, String address, int port) implements WorkerChange {

	}

	/**
	 * The worker accepts traffic.
	 *
	 * @param worker identity of the process
	 */
	record Ready(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * The worker leaves because somebody wants it to.
	 *
	 * @param worker identity of the process
	 */
	record Leaving(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * The worker leads from now on.
	 *
	 * @param worker identity of the process
	 */
	record Elected(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * The worker is to lead no more: nobody follows until it has said that it is done, or
	 * is gone.
	 *
	 * @param worker identity of the process
	 */
	record Resigning(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * The worker leads no more and there is nobody to follow.
	 *
	 * @param worker identity of the process, which may be gone
	 */
	record Resigned(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * The worker's control channel is closed.
	 *
	 * @param worker identity of the process
	 */
	record Disconnected(WorkerIdentity worker) implements WorkerChange {

	}

	/**
	 * The process is gone.
	 *
	 * @param worker identity of the process
	 * @param exit how it ended
	 */
	record Exited(WorkerIdentity worker, WorkerExit exit) implements WorkerChange {

	}

}
