package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ReloadStatus;
import io.clusterboot.RestartReason;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerState;

/**
 * The changes of the cluster that somebody asks for, of which only one goes on at a time.
 * A worker that is recycled meanwhile is no obstacle: that can wait.
 */
final class Changes {

	private static final Log logger = LogFactory.getLog(Changes.class);

	private final Slots slots;

	private final Milestones milestones;

	private final Starter starter;

	private final Resizer resizer;

	private final Replacer replacer;

	private final Reloader reloader;

	private final Recycler recycler;

	private final Traffic traffic;

	Changes(Slots slots, Milestones milestones, Starter starter, Resizer resizer, Replacer replacer, Reloader reloader,
			Recycler recycler, Traffic traffic) {
		this.starter = starter;
		this.milestones = milestones;
		this.slots = slots;
		this.resizer = resizer;
		this.replacer = replacer;
		this.reloader = reloader;
		this.recycler = recycler;
		this.traffic = traffic;
	}

	/**
	 * Return the last reload.
	 * @return its status, or {@code null} before the first
	 */
	@Nullable ReloadStatus reload() {
		return this.reloader.status();
	}

	/**
	 * Fork one worker more, at once. If that fails nobody tries again without being
	 * asked.
	 * @param environment environment variables of its own
	 * @param now the time
	 * @return the worker
	 * @throws ClusterOperationException if it cannot be forked
	 */
	WorkerChange.Forked fork(Map<String, String> environment, Instant now) {
		return this.starter.fork(environment, now);
	}

	/**
	 * Have so many workers.
	 * @param workers how many, at least 1
	 * @param now the time
	 * @return completes when those that were missing are ready and the others gone
	 * @throws ClusterOperationException if that is not possible now
	 */
	CompletableFuture<Void> scale(int workers, Instant now) {
		begin(now);
		return this.resizer.scale(workers, now);
	}

	/**
	 * Replace all workers by those of a new generation.
	 * @param asker id of the worker whose request waits for the end, or 0
	 * @param now the time
	 * @return completes at the end, well or not
	 * @throws ClusterConflictException if another change is under way
	 */
	CompletableFuture<ReloadStatus> reload(long asker, Instant now) {
		requireStarted();
		begin(now);
		return this.reloader.reload(asker, now);
	}

	/**
	 * Replace one worker.
	 * @param ordinal the worker's slot
	 * @param now the time
	 * @return completes when the old one is gone
	 * @throws ClusterOperationException if there is no such slot, or another change is
	 * under way
	 */
	CompletableFuture<Void> restart(int ordinal, Instant now) {
		WorkerHandle handle = slot(ordinal)
			.orElseThrow(() -> new ClusterOperationException(Words.say("There is no worker %d", ordinal)));
		requireStarted();
		begin(now);
		logger.info(handle.name() + " is restarted");
		return this.replacer.restart(handle, RestartReason.REQUESTED, now);
	}

	/**
	 * Give a worker no new connections, or have it get them again.
	 * @param ordinal the worker's slot
	 * @param parked whether it gets none
	 * @return completed
	 * @throws ClusterOperationException if that is not possible
	 */
	CompletableFuture<Void> park(int ordinal, boolean parked) {
		WorkerHandle handle = slot(ordinal).filter((slot) -> slot.is(WorkerState.READY))
			.orElseThrow(() -> new ClusterOperationException(Words.say("There is no worker %d that serves", ordinal)));
		if (parked) {
			requireOthers(handle);
		}
		handle.run().setAside(parked);
		logger.info(handle.name() + (parked ? " parked" : " resumed") + ", as asked for");
		return CompletableFuture.completedFuture(null);
	}

	private void requireOthers(WorkerHandle handle) {
		if (!this.traffic.isSteered()) {
			throw new ClusterOperationException("A worker cannot be parked while steering is off");
		}
		boolean others = this.slots.running()
			.anyMatch((other) -> other != handle && other.is(WorkerState.READY) && !other.run().isParked());
		if (!others) {
			throw new ClusterOperationException(
					Words.say("Worker %d cannot be parked: no other one would serve", handle.ordinal()));
		}
	}

	private Optional<WorkerHandle> slot(int ordinal) {
		return this.slots.all()
			.stream()
			.filter((handle) -> handle.ordinal() == ordinal && handle.wasForked() && !this.slots.isSurge(handle))
			.filter((handle) -> !handle.is(WorkerState.STOPPING))
			.findFirst();
	}

	private void requireStarted() {
		if (!this.milestones.hasServed() || !this.slots.all().stream().allMatch(WorkerHandle::wasForked)) {
			throw new ClusterConflictException("The cluster is still being started");
		}
	}

	private void begin(Instant now) {
		this.reloader.requireIdle();
		this.resizer.requireIdle();
		if (this.recycler.isBusy()) {
			this.replacer.abandon("it has to wait for another change", now);
		}
		this.replacer.requireIdle();
	}

	/**
	 * Have all workers leave for good.
	 * @param now the time
	 * @return completes when they are gone
	 */
	CompletableFuture<Void> leaveAll(Instant now) {
		abandonReplacements("all workers were asked to leave", now);
		return this.resizer.leaveAll(now);
	}

	private void abandonReplacements(String reason, Instant now) {
		this.reloader.abandon(reason, now);
		this.replacer.abandon(reason, now);
	}

	/**
	 * Go on with what is under way.
	 * @param now the time
	 */
	void settle(Instant now) {
		this.replacer.settle(now);
		this.reloader.settle(now);
		this.resizer.settle(now);
		this.recycler.settle(!this.reloader.isBusy() && !this.replacer.isBusy() && !this.resizer.isBusy(), now);
	}

	/**
	 * Give up the changes after which workers would be left, because the cluster ends.
	 * @param now the time
	 */
	void abandon(Instant now) {
		abandonReplacements("the cluster ends", now);
		this.resizer.abandon();
	}

	/**
	 * Complete those that waited for workers to leave.
	 * @param now the time
	 */
	void settleDepartures(Instant now) {
		this.resizer.settle(now);
	}

	/**
	 * Give up all changes, because nobody looks after them any more.
	 * @param failure why
	 */
	void close(RuntimeException failure) {
		this.replacer.close(failure);
		this.reloader.close(failure);
		this.resizer.close(failure);
	}

}
