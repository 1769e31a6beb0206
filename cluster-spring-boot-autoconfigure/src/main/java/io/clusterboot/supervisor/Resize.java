package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerState;

/**
 * A change of the number of workers that is under way.
 *
 * @param target how many workers shall be ready, or 0 if that is not waited for
 * @param leaving ids of the workers that were asked to leave
 * @param deadline when it has failed
 * @param done completed when the change is done, or has failed
 */
record Resize(int target, Set<Long> leaving, Instant deadline, CompletableFuture<Void> done) {

	Resize {
		leaving = Set.copyOf(leaving);
	}

	/**
	 * Complete the change if it is done.
	 * @param slots the slots
	 * @param now the time
	 * @return whether it is over
	 */
	boolean settle(Slots slots, Instant now) {
		if (areGone(slots) && areReady(slots)) {
			return this.done.complete(null);
		}
		if (isHopeless(slots)) {
			return fail(slots, "the others were asked to leave, or failed while restarts are off");
		}
		return !now.isBefore(this.deadline)
				&& fail(slots, "and the time is over; those that are missing are still being started");
	}

	private boolean fail(Slots slots, String reason) {
		return this.done.completeExceptionally(new ClusterOperationException(
				Words.say("%d of %d workers are ready, %s", ready(slots), this.target, reason)));
	}

	private boolean isHopeless(Slots slots) {
		return slots.wanted().count() < this.target;
	}

	private boolean areGone(Slots slots) {
		return slots.running().map((handle) -> handle.run().identity().id()).noneMatch(this.leaving::contains);
	}

	private boolean areReady(Slots slots) {
		return this.target == 0 || ready(slots) >= this.target;
	}

	private long ready(Slots slots) {
		return slots.running().filter((handle) -> handle.is(WorkerState.READY)).count();
	}

}
