package io.clusterboot.member;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerChange;

/**
 * What the primary does for whoever asks: directly in the primary, over the control
 * channel in a worker.
 *
 * @since 0.1.0
 */
public interface ClusterOperations {

	/**
	 * Fork one worker more.
	 * @param environment environment variables of its own
	 * @return completes with the worker
	 */
	CompletableFuture<WorkerChange.Forked> fork(Map<String, String> environment);

	/**
	 * Have so many workers.
	 * @param workers how many, at least 1
	 * @return completes with the status when that is so
	 */
	CompletableFuture<ClusterStatus> scale(int workers);

	/**
	 * Replace all workers, one after the other, by those of a new generation.
	 * @return completes with the status at the end, well or not: how it ended stands in
	 * there
	 */
	CompletableFuture<ClusterStatus> reload();

	/**
	 * Replace one worker: the new one is ready before the old one leaves.
	 * @param ordinal the worker's slot
	 * @return completes with the status when the old one is gone
	 */
	CompletableFuture<ClusterStatus> restart(int ordinal);

	/**
	 * Give a worker no new connections, or have it get them again.
	 * @param ordinal the worker's slot
	 * @param parked whether it gets none
	 * @return completes with the status when that is so
	 */
	CompletableFuture<ClusterStatus> park(int ordinal, boolean parked);

	/**
	 * Have all workers leave for good.
	 * @return completes when they are gone
	 */
	CompletableFuture<Void> leaveAll();

	/**
	 * Have one worker leave for good.
	 * @param id the worker's id
	 * @param kill whether it gets no time to leave
	 */
	void leave(long id, boolean kill);

	/**
	 * Tell that this worker, which was to lead no more, does not.
	 */
	default void leadershipReleased() {
	}

	/**
	 * Change the settings for later forks.
	 * @param change gives the new settings for the current ones
	 * @throws IllegalStateException in a worker
	 */
	void setup(UnaryOperator<ClusterSettings> change);

	/**
	 * Return the cluster's status as of now.
	 * @return the status
	 */
	ClusterStatus status();

}
