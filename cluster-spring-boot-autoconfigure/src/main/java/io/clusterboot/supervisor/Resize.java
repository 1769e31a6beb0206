package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerState;

/**
 * A change of the number of workers that is under way. It is done when each slot that it
 * chose to stay is ready and the others are gone, whoever else is forked meanwhile; it
 * has failed when one of its slots is given up for another reason.
 *
 * @param staying the slots that shall be ready, none if only the end of others counts
 * @param leaving ids of the workers that were asked to leave
 * @param deadline when it has failed
 * @param done completed when the change is done, or has failed
 */
record Resize(List<WorkerHandle> staying, Set<Long> leaving, Instant deadline, CompletableFuture<Void> done) {

	Resize {
		staying = List.copyOf(staying);
		leaving = Set.copyOf(leaving);
	}

	/**
	 * Complete the change if it is done.
	 * @param slots the slots
	 * @param now the time
	 * @return whether it is over
	 */
	boolean settle(Slots slots, Instant now) {
		if (areGone(slots) && ready() == this.staying.size()) {
			return this.done.complete(null);
		}
		if (isHopeless(slots)) {
			return fail("the others were asked to leave, or failed while restarts are off");
		}
		return !now.isBefore(this.deadline)
				&& fail("and the time is over; those that are missing are still being started");
	}

	/**
	 * Return whether workers shall be ready at the end.
	 * @return {@code false} if all are to leave
	 */
	boolean isScaling() {
		return !this.staying.isEmpty();
	}

	void fail(RuntimeException failure) {
		this.done.completeExceptionally(failure);
	}

	private boolean fail(String reason) {
		return this.done.completeExceptionally(new ClusterOperationException(
				Words.say("%d of %d workers are ready, %s", ready(), this.staying.size(), reason)));
	}

	private boolean isHopeless(Slots slots) {
		return !slots.wanted().toList().containsAll(this.staying);
	}

	private boolean areGone(Slots slots) {
		return slots.running().map((handle) -> handle.run().identity().id()).noneMatch(this.leaving::contains);
	}

	private long ready() {
		return this.staying.stream().filter((handle) -> handle.is(WorkerState.READY)).count();
	}

}
