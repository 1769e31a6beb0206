package io.clusterboot.supervisor;

import java.time.Instant;

/**
 * Something that happened or is asked for, carried to the only thread that may touch the
 * pool.
 */
@FunctionalInterface
interface PoolTask {

	/**
	 * Run the task.
	 * @param pool the pool
	 * @param now the time
	 */
	void run(WorkerPool pool, Instant now);

	/**
	 * Called instead when the supervisor is closed.
	 */
	default void abandon() {
	}

}
