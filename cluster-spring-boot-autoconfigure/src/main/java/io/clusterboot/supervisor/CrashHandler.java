package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerState;

/**
 * Decides what follows when a worker exits that nobody asked to: another start, or the
 * end of the slot, or the end of the cluster.
 */
final class CrashHandler {

	private static final Log logger = LogFactory.getLog(CrashHandler.class);

	private final SupervisorSettings settings;

	private final RestartPolicy restartPolicy;

	private final Milestones milestones;

	private final Slots slots;

	/**
	 * Create a new {@link CrashHandler} instance.
	 * @param settings what it keeps to
	 * @param restartPolicy decides how long a slot waits before its next process
	 * @param milestones told when the cluster is at its end
	 * @param slots the slots
	 */
	CrashHandler(SupervisorSettings settings, RestartPolicy restartPolicy, Milestones milestones, Slots slots) {
		this.settings = settings;
		this.restartPolicy = restartPolicy;
		this.milestones = milestones;
		this.slots = slots;
	}

	/**
	 * Decide.
	 * @param handle the slot that lost its process
	 * @param exit how the process ended
	 * @param now the time
	 */
	void crashed(WorkerHandle handle, WorkerExit exit, Instant now) {
		if (this.slots.isSurge(handle)) {
			fail(handle, exit, "it was to replace the worker with id " + this.slots.replacedBy(handle));
		}
		else if (this.milestones.isOver()) {
			fail(handle, exit, "the cluster ends");
		}
		else if (!this.milestones.hasServed()) {
			fail(handle, exit, "the cluster's first start failed");
			this.milestones.startFailed(handle, exit);
		}
		else if (!this.settings.restartEnabled()) {
			fail(handle, exit, "restarts are off");
		}
		else {
			restart(handle, exit, now);
		}
	}

	private void fail(WorkerHandle handle, WorkerExit exit, String reason) {
		handle.failed(exit);
		logger.warn(Words.say("%s %s; not restarted: %s", handle.name(), Words.exit(exit), reason));
	}

	private void restart(WorkerHandle handle, WorkerExit exit, Instant now) {
		boolean wasSpent = handle.history().spent();
		handle.remember(now);
		Duration delay = this.restartPolicy.delay(handle.history(), exit);
		handle.crashed(exit, now.plus(delay));
		if (isHopeless()) {
			giveUp(handle, exit);
			return;
		}
		logger.info(Words.say("%s %s; restart %d in %s", handle.name(), Words.exit(exit), handle.restarts() + 1,
				Words.delay(delay)));
		if (!wasSpent && handle.history().spent()) {
			logger.warn(Words.say("Worker %d needed %s; from now on it is tried every %s, while others serve",
					handle.ordinal(), limit(), Words.delay(delay)));
		}
	}

	private boolean isHopeless() {
		// When all workers of a sound cluster are killed at once they return
		return this.slots.all().stream().noneMatch((handle) -> handle.is(WorkerState.READY) || handle.isHopeful())
				&& this.slots.all().stream().anyMatch((handle) -> handle.history().spent());
	}

	private void giveUp(WorkerHandle crashed, WorkerExit exit) {
		String reason = Words.say("no worker serves, and a worker needed %s; the last one to go, worker %d, %s",
				limit(), crashed.ordinal(), Words.exit(exit));
		this.slots.all().stream().filter((handle) -> handle.is(WorkerState.BACKING_OFF)).forEach(WorkerHandle::giveUp);
		this.milestones.gaveUp(reason);
	}

	private String limit() {
		return Words.say("more than %d restarts within %s", this.settings.restartLimit(),
				Words.delay(this.settings.restartPeriod()));
	}

}
