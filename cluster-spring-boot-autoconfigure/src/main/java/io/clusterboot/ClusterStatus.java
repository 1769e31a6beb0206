package io.clusterboot;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The cluster as the primary sees it at one moment.
 *
 * @param primary the primary
 * @param desiredWorkers how many workers there shall be
 * @param generation generation of new workers
 * @param listeners the listeners that the workers share
 * @param reload the last reload, or {@code null} before the first
 * @param workers the workers by ordinal
 * @param figures what has happened since the primary started
 * @since 0.1.0
 */
public record ClusterStatus(PrimaryStatus primary, int desiredWorkers, int generation, List<ListenerStatus> listeners,
		@Nullable ReloadStatus reload, List<WorkerStatus> workers, ClusterFigures figures) {

	public ClusterStatus {
		listeners = List.copyOf(listeners);
		workers = List.copyOf(workers);
	}

	/**
	 * Create a new {@link ClusterStatus} instance without figures.
	 * @param primary the primary
	 * @param desiredWorkers how many workers there shall be
	 * @param generation generation of new workers
	 * @param listeners the listeners that the workers share
	 * @param reload the last reload, or {@code null} before the first
	 * @param workers the workers by ordinal
	 */
	public ClusterStatus(PrimaryStatus primary, int desiredWorkers, int generation, List<ListenerStatus> listeners,
			@Nullable ReloadStatus reload, List<WorkerStatus> workers) {
		this(primary, desiredWorkers, generation, listeners, reload, workers, ClusterFigures.NONE);
	}

	/**
	 * Return how many workers serve.
	 * @return number of workers in state {@link WorkerState#READY}
	 */
	public int readyWorkers() {
		return (int) this.workers.stream().filter((worker) -> worker.state() == WorkerState.READY).count();
	}

	/**
	 * Return the worker that holds a slot. While a slot is handed over that is the one to
	 * be replaced, and where that is settled the youngest.
	 * @param ordinal the slot
	 * @return the worker, or {@code null} where there is no such slot
	 */
	public @Nullable WorkerStatus worker(int ordinal) {
		return this.workers.stream()
			.filter((worker) -> worker.identity().ordinal() == ordinal)
			.max(Comparator.<WorkerStatus, Boolean>comparing((worker) -> worker.replaces() == null)
				.thenComparing((worker) -> worker.identity().id()))
			.orElse(null);
	}

	/**
	 * Return whether a slot serves, whoever holds it.
	 * @param ordinal the slot
	 * @return {@code true} if one of the slot's workers is {@link WorkerState#READY}
	 */
	public boolean serves(int ordinal) {
		return this.workers.stream()
			.anyMatch((worker) -> worker.identity().ordinal() == ordinal && worker.state() == WorkerState.READY);
	}

}
