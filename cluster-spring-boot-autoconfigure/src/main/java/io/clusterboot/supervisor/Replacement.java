package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.ClusterOperationException;
import io.clusterboot.WorkerState;

/**
 * A worker that is being replaced: first the new one gets ready, then the old one leaves,
 * so that there are never fewer than before.
 */
final class Replacement {

	private final WorkerHandle former;

	private final WorkerHandle successor;

	private final boolean untilGone;

	private final Runnable onTakeOver;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private boolean handedOver;

	/**
	 * Create a new {@link Replacement} instance.
	 * @param former who leaves
	 * @param successor who takes over, forked already
	 * @param untilGone whether it is done only when the former one is gone
	 * @param onTakeOver called once the new one has taken over
	 */
	Replacement(WorkerHandle former, WorkerHandle successor, boolean untilGone, Runnable onTakeOver) {
		this.onTakeOver = onTakeOver;
		this.former = former;
		this.successor = successor;
		this.untilGone = untilGone;
	}

	CompletableFuture<Void> done() {
		return this.done;
	}

	/**
	 * Go on as far as possible.
	 * @param slots the slots
	 * @param departures has the former one leave
	 * @param now the time
	 * @return whether it is over
	 */
	boolean settle(Slots slots, Departures departures, Instant now) {
		if (!this.handedOver) {
			return failIfHopeless(slots, departures, now) || awaitReady(slots, departures, now);
		}
		return complete(slots);
	}

	private boolean failIfHopeless(Slots slots, Departures departures, Instant now) {
		if (this.successor.is(WorkerState.FAILED)) {
			slots.remove(this.successor);
			return fail(Words.say("%s %s", this.successor.name(),
					Words.exit(Objects.requireNonNull(this.successor.lastExit()))));
		}
		if (!slots.contains(this.successor) || this.successor.is(WorkerState.STOPPING)) {
			return fail(this.successor.name() + ", which was to replace it, was asked to leave");
		}
		if (!slots.contains(this.former) || this.former.is(WorkerState.STOPPING)) {
			departures.drop(this.successor, now);
			return this.done.complete(null);
		}
		return false;
	}

	private boolean awaitReady(Slots slots, Departures departures, Instant now) {
		if (!this.successor.is(WorkerState.READY)) {
			return false;
		}
		this.handedOver = true;
		slots.takeOver(this.successor);
		this.onTakeOver.run();
		departures.drop(this.former, now);
		return complete(slots);
	}

	private boolean complete(Slots slots) {
		if (isLost(this.successor)) {
			return fail(this.successor.name() + " ended after it had taken over");
		}
		boolean gone = !slots.contains(this.former);
		if (gone) {
			this.successor.succeeded(this.former.lastExit());
		}
		return (gone || !this.untilGone) && this.done.complete(null);
	}

	/**
	 * Return whether a worker that was ready has ended unasked.
	 * @param handle the worker's slot
	 * @return {@code true} also while the next one is started
	 */
	static boolean isLost(WorkerHandle handle) {
		return !handle.is(WorkerState.READY) && !handle.is(WorkerState.STOPPING) && !handle.is(WorkerState.STOPPED);
	}

	/**
	 * Give up. A new one that has not taken over is of no use.
	 * @param reason why
	 * @param departures has the new one leave
	 * @param now the time
	 */
	void abandon(String reason, Departures departures, Instant now) {
		if (this.handedOver) {
			this.done.complete(null);
			return;
		}
		departures.drop(this.successor, now);
		fail(reason);
	}

	void fail(RuntimeException failure) {
		this.done.completeExceptionally(failure);
	}

	private boolean fail(String reason) {
		return this.done.completeExceptionally(new ClusterOperationException(reason));
	}

	/**
	 * Return the worker that takes over.
	 * @return its id
	 */
	long successorId() {
		return this.successor.run().identity().id();
	}

}
