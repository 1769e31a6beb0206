package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * The workers at one moment.
 *
 * @param status the status, or {@code null} if the primary has never told
 * @param fresh whether the primary has just told
 * @param self this worker
 * @param silence age of a heartbeat from which on a worker is not asked
 */
record Present(@Nullable ClusterStatus status, boolean fresh, WorkerIdentity self, Duration silence) {

	/**
	 * Return the worker that speaks for each slot.
	 * @return one process per slot by ordinal, for this worker's slot this worker
	 */
	List<Target> speakers() {
		Map<Integer, Target> speakers = new TreeMap<>();
		processes().stream()
			.sorted(Comparator.comparing((WorkerStatus worker) -> worker.state() == WorkerState.READY)
				.thenComparing((worker) -> worker.identity().id()))
			.forEach((worker) -> speakers.put(worker.identity().ordinal(), target(worker)));
		speakers.put(this.self.ordinal(), own());
		return List.copyOf(speakers.values());
	}

	/**
	 * Return all slots, those included that no process holds at the moment.
	 * @return the speaker of each slot, with a problem where there is none
	 */
	List<Target> slots() {
		Map<Integer, Target> slots = new TreeMap<>();
		workers().stream()
			.filter((worker) -> worker.state() != WorkerState.STOPPED)
			.forEach((worker) -> slots.put(worker.identity().ordinal(), target(worker)));
		speakers().forEach((target) -> slots.put(target.ordinal(), target));
		return List.copyOf(slots.values());
	}

	/**
	 * Return this worker.
	 * @return this worker in the state that the primary knows
	 */
	Target own() {
		return processes().stream()
			.filter((worker) -> worker.identity().id() == this.self.id())
			.findFirst()
			.map((worker) -> new Target(this.self.ordinal(), this.self.id(), worker.state(), null))
			.orElseGet(() -> new Target(this.self.ordinal(), this.self.id(), WorkerState.READY, null));
	}

	/**
	 * Return all other processes, those included that start or leave.
	 * @return the processes by id
	 */
	List<Target> others() {
		return processes().stream()
			.filter((worker) -> worker.identity().id() != this.self.id())
			.sorted(Comparator.comparing((worker) -> worker.identity().id()))
			.map(this::target)
			.toList();
	}

	/**
	 * Return the processes that live.
	 * @return their ids, this one's included; empty if the primary has never answered
	 */
	Set<Long> live() {
		Set<Long> ids = new TreeSet<>();
		processes().forEach((worker) -> ids.add(worker.identity().id()));
		if (!ids.isEmpty()) {
			ids.add(this.self.id());
		}
		return ids;
	}

	private Target target(WorkerStatus worker) {
		return new Target(worker.identity().ordinal(), worker.identity().id(), worker.state(), problem(worker));
	}

	private @Nullable String problem(WorkerStatus worker) {
		Duration age = worker.heartbeatAge();
		if (!worker.state().hasProcess()) {
			return Target.words(worker.state());
		}
		return (age != null && age.compareTo(this.silence) > 0) ? "no sign of life for " + age.toMillis() + " ms"
				: null;
	}

	private List<WorkerStatus> processes() {
		return workers().stream().filter((worker) -> worker.state().hasProcess()).toList();
	}

	private List<WorkerStatus> workers() {
		return (this.status != null) ? this.status.workers() : List.of();
	}

}
