package io.clusterboot.supervisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerState;

/**
 * The slots by ordinal. Their number changes when the cluster is scaled.
 */
final class Slots {

	private final List<WorkerHandle> handles = new ArrayList<>();

	private final List<WorkerHandle> view = Collections.unmodifiableList(this.handles);

	/**
	 * Processes that are to take over a slot, with those that hold it.
	 */
	private final Map<WorkerHandle, WorkerHandle> surges = new HashMap<>();

	private final SupervisorSettings settings;

	/**
	 * Create a new {@link Slots} instance with the slots that the cluster begins with.
	 * @param settings what the supervisor keeps to
	 */
	Slots(SupervisorSettings settings) {
		this.settings = settings;
		for (int i = 0; i < settings.workers(); i++) {
			add();
		}
	}

	/**
	 * Return all slots.
	 * @return a view of the slots by ordinal
	 */
	List<WorkerHandle> all() {
		return this.view;
	}

	Stream<WorkerHandle> running() {
		return this.handles.stream().filter((handle) -> handle.state().hasProcess());
	}

	Optional<WorkerHandle> find(long id) {
		return this.handles.stream().filter((handle) -> handle.holds(id)).findFirst();
	}

	/**
	 * Return the slots that somebody wants to be filled.
	 * @return all but those that failed or are being left
	 */
	Stream<WorkerHandle> wanted() {
		return this.handles.stream().filter((handle) -> handle.isWanted() && !isSurge(handle));
	}

	/**
	 * Return how many workers there shall be, those that failed included.
	 * @param stopping whether all are asked to leave, which changes no number
	 * @return the number of slots that nobody is to leave for good
	 */
	int desired(boolean stopping) {
		return (int) this.handles.stream()
			.filter((handle) -> !isSurge(handle) && (stopping || !handle.is(WorkerState.STOPPING)))
			.count();
	}

	/**
	 * Return a slot that nobody fills by itself, a new one if there is none.
	 * @return the slot with the lowest ordinal
	 */
	WorkerHandle vacant() {
		return this.handles.stream()
			.filter((handle) -> handle.isVacant() && !isSurge(handle) && !this.surges.containsValue(handle))
			.findFirst()
			.orElseGet(this::add);
	}

	/**
	 * Add a slot.
	 * @return the slot, with the lowest ordinal that none has
	 */
	WorkerHandle add() {
		int ordinal = 0;
		int index = 0;
		while (index < this.handles.size() && this.handles.get(index).ordinal() <= ordinal) {
			// A slot that is handed over is there twice
			ordinal = Math.max(ordinal, this.handles.get(index).ordinal() + 1);
			index++;
		}
		WorkerHandle handle = new WorkerHandle(ordinal, FailureHistory.none(this.settings));
		this.handles.add(index, handle);
		return handle;
	}

	/**
	 * Add a second process to a slot, which shall take it over.
	 * @param handle the slot
	 * @return the process to be
	 */
	WorkerHandle surge(WorkerHandle handle) {
		WorkerHandle successor = WorkerHandle.successorOf(handle, FailureHistory.none(this.settings));
		this.handles.add(this.handles.indexOf(handle) + 1, successor);
		this.surges.put(successor, handle);
		return successor;
	}

	/**
	 * Return whether a process is to take over its slot and has not yet.
	 * @param handle the process
	 * @return {@code true} for a surge worker
	 */
	boolean isSurge(WorkerHandle handle) {
		return this.surges.containsKey(handle);
	}

	/**
	 * Return who is to be replaced by a process.
	 * @param handle the process
	 * @return id of the worker, or {@code null} if this one holds the slot itself
	 */
	@Nullable Long replacedBy(WorkerHandle handle) {
		WorkerHandle predecessor = this.surges.get(handle);
		return (predecessor != null) ? predecessor.run().identity().id() : null;
	}

	/**
	 * Have a surge worker hold the slot from now on.
	 * @param handle the process
	 */
	void takeOver(WorkerHandle handle) {
		this.surges.remove(handle);
	}

	boolean contains(WorkerHandle handle) {
		return this.handles.contains(handle);
	}

	void remove(WorkerHandle handle) {
		this.handles.remove(handle);
		this.surges.remove(handle);
	}

	/**
	 * Return the slots to be left first when there are too many.
	 * @return the wanted slots, the highest ordinal first
	 */
	Stream<WorkerHandle> fromTheEnd() {
		return wanted().sorted(Comparator.comparingInt(WorkerHandle::ordinal).reversed());
	}

}
