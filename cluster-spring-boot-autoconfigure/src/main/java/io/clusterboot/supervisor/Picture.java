package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerStatus;

/**
 * The workers as an operator sees them.
 */
final class Picture {

	private final Slots slots;

	private final Traffic traffic;

	Picture(Slots slots, Traffic traffic) {
		this.slots = slots;
		this.traffic = traffic;
	}

	/**
	 * Return the slots, without those whose first start is still to come.
	 * @param now the time
	 * @return the workers by ordinal
	 */
	List<WorkerStatus> workers(Instant now) {
		return this.slots.all()
			.stream()
			.filter(WorkerHandle::wasForked)
			.map((handle) -> worker(handle, this.traffic.weight(handle), this.slots.replacedBy(handle), now))
			.toList();
	}

	/**
	 * Return how many workers there shall be, those that failed included.
	 * @param stopping whether all are asked to leave, which changes no number
	 * @return the number of slots that nobody is to leave for good
	 */
	int desired(boolean stopping) {
		return this.slots.desired(stopping);
	}

	/**
	 * Return one slot.
	 * @param handle the slot, which has or had a process
	 * @param weight its share of new connections
	 * @param replaces id of the worker that it is to replace, or {@code null}
	 * @param now the time
	 * @return the worker
	 */
	static WorkerStatus worker(WorkerHandle handle, int weight, @Nullable Long replaces, Instant now) {
		WorkerRun running = handle.running();
		if (running == null) {
			return new WorkerStatus(handle.run().identity(), 0, handle.state(), false, replaces,
					handle.run().startTime(), Duration.ZERO, handle.restarts(), handle.lastExit(), null, 0,
					WorkerLoad.NONE);
		}
		return new WorkerStatus(running.identity(), running.process().pid(), handle.state(), running.isParked(),
				replaces, running.startTime(), running.uptime(now), handle.restarts(), handle.lastExit(),
				running.signs().heartbeatAge(now), weight, running.signs().load());
	}

}
