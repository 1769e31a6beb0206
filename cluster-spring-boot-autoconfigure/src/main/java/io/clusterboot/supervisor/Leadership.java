package io.clusterboot.supervisor;

import java.util.Comparator;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerState;

/**
 * Sees to it that one worker leads, and never two. A leader stays one until it has given
 * up or its process is gone, even if it hangs: what it does meanwhile nobody can know.
 */
final class Leadership {

	private static final Log logger = LogFactory.getLog(Leadership.class);

	private final Slots slots;

	private final Chronicle chronicle;

	private @Nullable WorkerRun leader;

	private boolean asked;

	private boolean released;

	Leadership(Slots slots, Chronicle chronicle) {
		this.slots = slots;
		this.chronicle = chronicle;
	}

	/**
	 * Note that a worker gave up leading. Means nothing unless it was asked to.
	 * @param id the worker's id
	 */
	void released(long id) {
		if (this.leader != null && this.leader.identity().id() == id) {
			this.released = this.asked;
		}
	}

	/**
	 * Ask a leader that leaves to give up, and replace one that has.
	 */
	void settle() {
		WorkerRun former = this.leader;
		if (former == null || this.released || holder(former).isEmpty()) {
			pass(former);
		}
		else if (!this.asked && isLeaving(former)) {
			this.asked = true;
			this.chronicle.resigning(former);
		}
	}

	private void pass(@Nullable WorkerRun former) {
		this.leader = null;
		this.asked = false;
		this.released = false;
		this.slots.running()
			.filter(this::isEligible)
			.min(Comparator.comparingInt(WorkerHandle::ordinal))
			.ifPresentOrElse(this::elect, () -> vacate(former));
	}

	private void elect(WorkerHandle handle) {
		this.leader = handle.run();
		logger.info(handle.name() + " leads");
		this.chronicle.elected(handle.run());
	}

	private void vacate(@Nullable WorkerRun former) {
		if (former != null) {
			this.chronicle.resigned(former);
		}
	}

	private boolean isEligible(WorkerHandle handle) {
		WorkerRun run = handle.run();
		return handle.is(WorkerState.READY) && run.signs().isConnected() && !run.isParked() && !run.isCondemned();
	}

	private boolean isLeaving(WorkerRun run) {
		return holder(run).filter((handle) -> handle.is(WorkerState.STOPPING)).isPresent();
	}

	private Optional<WorkerHandle> holder(WorkerRun run) {
		return this.slots.find(run.identity().id());
	}

}
