package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerExit;

/**
 * Has workers leave: each by itself at first, by force at its deadline.
 */
final class Departures {

	private static final Log logger = LogFactory.getLog(Departures.class);

	/**
	 * Exit codes of a process that was not cut short while it left: of its own, and after
	 * a SIGTERM.
	 */
	private static final Set<Integer> DRAINED = Set.of(0, 143);

	private final SupervisorSettings settings;

	private final Slots slots;

	private final Chronicle chronicle;

	private final Traffic traffic;

	Departures(SupervisorSettings settings, Slots slots, Chronicle chronicle, Traffic traffic) {
		this.traffic = traffic;
		this.settings = settings;
		this.slots = slots;
		this.chronicle = chronicle;
	}

	/**
	 * Ask a slot's process to leave.
	 * @param handle the slot, which stays
	 * @param now the time, from which the deadline counts
	 */
	void leave(WorkerHandle handle, Instant now) {
		if (handle.stop(now.plus(this.settings.shutdownTimeout()))) {
			// Before it is told, so that what it finds in its queue is the last
			this.traffic.direct(now);
			handle.run().process().terminate();
			this.chronicle.leaving(handle.run());
		}
	}

	/**
	 * Have one worker leave for good.
	 * @param id the worker's id; one that is gone is left alone
	 * @param kill whether it gets no time to leave
	 * @param now the time
	 */
	void leave(long id, boolean kill, Instant now) {
		this.slots.find(id).ifPresent((handle) -> {
			leave(handle, now);
			if (kill) {
				handle.run().kill();
			}
		});
	}

	/**
	 * Leave a slot for good; it is gone as soon as no process holds it.
	 * @param handle the slot
	 * @param now the time
	 */
	void drop(WorkerHandle handle, Instant now) {
		leave(handle, now);
		if (!handle.state().hasProcess()) {
			if (handle.wasForked()) {
				// Nobody of this slot comes for what waits in the queue of its last
				// process
				this.traffic.orphaned(handle.run(), now);
			}
			this.slots.remove(handle);
		}
	}

	/**
	 * Note that a process has left that was asked to.
	 * @param handle the slot
	 * @param exit how the process ended
	 * @param stays whether the slot stays in the picture although it is empty, because
	 * all leave
	 * @param now the time
	 */
	void left(WorkerHandle handle, WorkerExit exit, boolean stays, Instant now) {
		handle.exitedAsAsked(exit);
		logger.info(handle.name() + " " + Words.exit(exit));
		if (!stays) {
			this.slots.remove(handle);
		}
		if (stays || DRAINED.contains(exit.code())) {
			this.traffic.gone(handle.run(), false, now);
		}
		else {
			this.traffic.orphaned(handle.run(), now);
		}
	}

	/**
	 * Kill those that have not left by their deadline.
	 * @param now the time
	 */
	void killLate(Instant now) {
		this.slots.running().filter((handle) -> handle.run().isLate(now)).forEach((handle) -> {
			logger.warn(Words.say("%s did not stop within %s; SIGKILL", handle.name(),
					Words.delay(this.settings.shutdownTimeout())));
			handle.run().kill();
		});
	}

}
