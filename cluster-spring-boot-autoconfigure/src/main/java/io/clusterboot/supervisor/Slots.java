package io.clusterboot.supervisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The slots by ordinal. Their number changes when the cluster is scaled.
 */
final class Slots {

	private final List<WorkerHandle> handles = new ArrayList<>();

	private final List<WorkerHandle> view = Collections.unmodifiableList(this.handles);

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
		return this.handles.stream().filter((handle) -> handle.isWanted() && !handle.isSurge());
	}

	/**
	 * Return a slot that nobody fills by itself, a new one if there is none.
	 * @return the slot with the lowest ordinal
	 */
	WorkerHandle vacant() {
		return this.handles.stream().filter(WorkerHandle::isVacant).findFirst().orElseGet(this::add);
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
		return successor;
	}

	boolean contains(WorkerHandle handle) {
		return this.handles.contains(handle);
	}

	void remove(WorkerHandle handle) {
		this.handles.remove(handle);
	}

	/**
	 * Return the slots to be left first when there are too many.
	 * @return the wanted slots, the highest ordinal first
	 */
	Stream<WorkerHandle> fromTheEnd() {
		return wanted().sorted(Comparator.comparingInt(WorkerHandle::ordinal).reversed());
	}

}
