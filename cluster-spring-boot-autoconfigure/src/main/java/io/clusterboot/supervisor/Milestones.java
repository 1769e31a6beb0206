package io.clusterboot.supervisor;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerState;

/**
 * The turning points in the cluster's life. Nothing comes after the end of it.
 */
final class Milestones {

	private static final Log logger = LogFactory.getLog(Milestones.class);

	private final SupervisorListener listener;

	private boolean served;

	private boolean complete;

	private boolean over;

	Milestones(SupervisorListener listener) {
		this.listener = listener;
	}

	/**
	 * Return whether any worker was ever ready.
	 * @return {@code true} from the first ready worker on
	 */
	boolean hasServed() {
		return this.served;
	}

	/**
	 * Return whether the supervisor gave up.
	 * @return {@code true} if no worker shall be forked any more
	 */
	boolean isOver() {
		return this.over;
	}

	void workerReady(List<WorkerHandle> handles) {
		if (!this.served) {
			this.served = true;
			this.listener.clusterServes();
		}
		lookAround(handles);
	}

	/**
	 * Notice that all workers are ready: also because those that were not have left.
	 * @param handles all slots
	 */
	void lookAround(List<WorkerHandle> handles) {
		boolean some = this.served && !this.over && !handles.isEmpty();
		if (some && !this.complete && handles.stream().allMatch((handle) -> handle.is(WorkerState.READY))) {
			this.complete = true;
			this.listener.clusterReady();
		}
	}

	void stops() {
		this.listener.clusterStops();
	}

	void startFailed(WorkerHandle handle, WorkerExit exit) {
		this.over = true;
		this.listener.startFailed(handle.run().identity(), exit);
	}

	void gaveUp(String reason) {
		this.over = true;
		logger.error("The primary gives up: " + reason);
		this.listener.gaveUp(reason);
	}

	void nobodyIsLeft(List<WorkerHandle> handles) {
		if (handles.isEmpty()) {
			this.over = true;
			this.listener.everybodyLeft();
		}
		else {
			gaveUp("no worker is left, and restarts are off");
		}
	}

}
