package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Which worker processes there are to ask. While the primary is silent those count that
 * it named last.
 *
 * @since 0.1.0
 */
public final class Workers {

	private final ClusterStatusSource source;

	private final WorkerIdentity self;

	private final Duration silence;

	private final AtomicReference<@Nullable ClusterStatus> last = new AtomicReference<>();

	/**
	 * Create a new {@link Workers} instance.
	 * @param source gives the status
	 * @param self this worker
	 * @param silence age of a heartbeat from which on a worker is not asked any more,
	 * because it would not answer either
	 */
	public Workers(ClusterStatusSource source, WorkerIdentity self, Duration silence) {
		this.source = source;
		this.self = self;
		this.silence = silence;
	}

	/**
	 * Return this worker.
	 * @return its identity
	 */
	public WorkerIdentity self() {
		return this.self;
	}

	/**
	 * Return the worker that speaks for each slot.
	 * @return one process per slot by ordinal, for this worker's slot this worker
	 */
	public List<Target> speakers() {
		Map<Integer, Target> speakers = new TreeMap<>();
		processes().stream()
			.sorted(Comparator.comparing((WorkerStatus worker) -> worker.state() == WorkerState.READY)
				.thenComparing((worker) -> worker.identity().id()))
			.forEach((worker) -> speakers.put(worker.identity().ordinal(), target(worker)));
		speakers.put(this.self.ordinal(), new Target(this.self.ordinal(), this.self.id(), false, null));
		return List.copyOf(speakers.values());
	}

	/**
	 * Return all slots, those included that no process holds at the moment.
	 * @return the speaker of each slot, with a problem where there is none
	 */
	public List<Target> slots() {
		Map<Integer, Target> slots = new TreeMap<>();
		ClusterStatus status = status();
		if (status != null) {
			status.workers()
				.stream()
				.filter((worker) -> worker.state() != WorkerState.STOPPED)
				.forEach((worker) -> slots.put(worker.identity().ordinal(), new Target(worker.identity().ordinal(),
						worker.identity().id(), false, "is " + worker.state().name().toLowerCase(Locale.ROOT))));
		}
		speakers().forEach((target) -> slots.put(target.ordinal(), target));
		return List.copyOf(slots.values());
	}

	/**
	 * Return all other processes, those included that start or leave.
	 * @return the processes by id
	 */
	public List<Target> others() {
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
	public Set<Long> live() {
		List<WorkerStatus> processes = processes();
		Set<Long> ids = new TreeSet<>();
		processes.forEach((worker) -> ids.add(worker.identity().id()));
		if (!ids.isEmpty()) {
			ids.add(this.self.id());
		}
		return ids;
	}

	private Target target(WorkerStatus worker) {
		return new Target(worker.identity().ordinal(), worker.identity().id(), worker.state() == WorkerState.STARTING,
				problem(worker));
	}

	private @Nullable String problem(WorkerStatus worker) {
		Duration age = worker.heartbeatAge();
		boolean silent = age != null && age.compareTo(this.silence) > 0;
		return silent ? "no sign of life for " + age.toMillis() + " ms" : null;
	}

	private List<WorkerStatus> processes() {
		ClusterStatus status = status();
		return (status != null) ? status.workers().stream().filter((worker) -> worker.state().hasProcess()).toList()
				: List.of();
	}

	private @Nullable ClusterStatus status() {
		try {
			ClusterStatus status = this.source.status();
			this.last.set(status);
			return status;
		}
		catch (ClusterUnavailableException ex) {
			return this.last.get();
		}
	}

}
