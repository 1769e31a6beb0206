package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.RestartReason;

/**
 * Replaces workers, one at a time: more would take more memory than there is.
 */
final class Replacer {

	private final Slots slots;

	private final Starter starter;

	private final Departures departures;

	private final Tally tally;

	private @Nullable Replacement underWay;

	Replacer(Slots slots, Starter starter, Departures departures, Tally tally) {
		this.tally = tally;
		this.slots = slots;
		this.starter = starter;
		this.departures = departures;
	}

	boolean isBusy() {
		return this.underWay != null;
	}

	void requireIdle() {
		if (isBusy()) {
			throw new ClusterConflictException("A worker is being replaced");
		}
	}

	/**
	 * Replace a worker by one that runs the same.
	 * @param handle the worker's slot
	 * @param reason why
	 * @param now the time
	 * @return completes when the former one is gone; fails with a
	 * {@link io.clusterboot.ClusterOperationException} if the new one does not get ready
	 * @throws ClusterConflictException if another worker is being replaced
	 */
	CompletableFuture<Void> restart(WorkerHandle handle, RestartReason reason, Instant now) {
		int generation = handle.run().identity().generation();
		return replace(handle, generation, true, () -> this.tally.replaced(reason), now);
	}

	/**
	 * Replace a worker.
	 * @param handle the worker's slot, filled or not
	 * @param generation generation of the new one
	 * @param untilGone whether it is done only when the former one is gone
	 * @param now the time
	 * @return completes when it is done; fails with a
	 * {@link io.clusterboot.ClusterOperationException} if the new one does not get ready
	 * @throws ClusterConflictException if another worker is being replaced
	 */
	CompletableFuture<Void> replace(WorkerHandle handle, int generation, boolean untilGone, Instant now) {
		return replace(handle, generation, untilGone, () -> {
		}, now);
	}

	private CompletableFuture<Void> replace(WorkerHandle handle, int generation, boolean untilGone, Runnable onTakeOver,
			Instant now) {
		requireIdle();
		Replacement replacement = new Replacement(handle, this.starter.surge(handle, generation, now), untilGone,
				onTakeOver);
		this.underWay = replacement;
		return replacement.done();
	}

	/**
	 * Go on with what is under way.
	 * @param now the time
	 */
	void settle(Instant now) {
		Replacement replacement = this.underWay;
		if (replacement != null && replacement.settle(this.slots, this.departures, now)) {
			this.underWay = null;
		}
	}

	/**
	 * Return the worker that was forked last to take over from another one.
	 * @return its id, or 0 if there is none
	 */
	long successorId() {
		return (this.underWay != null) ? this.underWay.successorId() : 0;
	}

	/**
	 * Fail what is under way, because nobody looks after the workers any more.
	 * @param failure why
	 */
	void close(RuntimeException failure) {
		Replacement replacement = this.underWay;
		if (replacement != null) {
			replacement.fail(failure);
		}
	}

	/**
	 * Give up what is under way.
	 * @param reason why
	 * @param now the time
	 */
	void abandon(String reason, Instant now) {
		Replacement replacement = this.underWay;
		this.underWay = null;
		if (replacement != null) {
			replacement.abandon(reason, this.departures, now);
		}
	}

}
