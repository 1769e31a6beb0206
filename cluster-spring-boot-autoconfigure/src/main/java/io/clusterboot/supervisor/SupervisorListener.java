package io.clusterboot.supervisor;

import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Told of the turning points in the cluster's life, always from the supervisor's own
 * thread: a listener must not block, least of all on the supervisor. An exception from it
 * is logged and has no other effect.
 *
 * @since 0.1.0
 */
public interface SupervisorListener {

	/**
	 * A listener that does nothing.
	 */
	SupervisorListener NO_OP = new SupervisorListener() {
	};

	/**
	 * Called once, when the first worker ever is ready.
	 */
	default void clusterServes() {
	}

	/**
	 * Called once, when all workers are ready for the first time.
	 */
	default void clusterReady() {
	}

	/**
	 * Called once, when a worker ended before any worker was ever ready. No worker is
	 * forked from then on; the primary has to exit with the worker's exit code.
	 * @param worker the worker that could not start
	 * @param exit how it ended
	 */
	default void startFailed(WorkerIdentity worker, WorkerExit exit) {
	}

	/**
	 * Called once, when nobody serves and nobody will: the limit of restarts is spent, or
	 * restarts are off. No worker is forked from then on; the primary has to exit.
	 * @param reason why, for people
	 */
	default void gaveUp(String reason) {
	}

	/**
	 * Called once, when all workers have left because they were asked to and nobody asked
	 * for another one. No worker is forked from then on; the primary has to exit.
	 */
	default void everybodyLeft() {
	}

	/**
	 * Called once, when all workers are asked to leave because the primary ends. No
	 * worker is forked from then on.
	 */
	default void clusterStops() {
	}

	/**
	 * Called when a reload begins.
	 * @param reload the reload
	 */
	default void reloading(ReloadStatus reload) {
	}

	/**
	 * Called when a reload has ended.
	 * @param reload the reload
	 */
	default void reloaded(ReloadStatus reload) {
	}

	/**
	 * A worker has taken a step in its life. The steps of one worker come in their order,
	 * but the end of its channel and its exit, either of which may be seen first.
	 * @param change the step
	 */
	default void changed(WorkerChange change) {
	}

}
