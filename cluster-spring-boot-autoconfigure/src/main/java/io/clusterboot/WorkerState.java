package io.clusterboot;

import java.util.EnumSet;
import java.util.Set;

/**
 * State of a worker's slot. A state belongs to the slot (the ordinal), not to one of the
 * processes that hold it one after the other.
 *
 * @since 0.1.0
 */
public enum WorkerState {

	/**
	 * A process was forked and is not ready yet.
	 */
	STARTING,

	/**
	 * The worker serves.
	 */
	READY,

	/**
	 * The worker was asked to leave and has not left yet.
	 */
	STOPPING,

	/**
	 * No process, and none is wanted.
	 */
	STOPPED,

	/**
	 * No process; the next one is forked when the back-off is over.
	 */
	BACKING_OFF,

	/**
	 * No process, and the supervisor will not start another by itself.
	 */
	FAILED;

	/**
	 * Return whether the move from this state to the given one is legal.
	 * @param next the state to move to
	 * @return {@code true} if the move is legal
	 */
	public boolean canBecome(WorkerState next) {
		return successors().contains(next);
	}

	/**
	 * Return whether a process holds the slot in this state.
	 * @return {@code true} for starting, ready and stopping workers
	 */
	public boolean hasProcess() {
		return this == STARTING || this == READY || this == STOPPING;
	}

	private Set<WorkerState> successors() {
		return switch (this) {
			case STARTING -> EnumSet.of(READY, STOPPING, BACKING_OFF, FAILED);
			case READY -> EnumSet.of(STOPPING, BACKING_OFF, FAILED);
			case STOPPING -> EnumSet.of(STOPPED);
			case BACKING_OFF -> EnumSet.of(STARTING, STOPPED, FAILED);
			case STOPPED, FAILED -> EnumSet.of(STARTING);
		};
	}

}
