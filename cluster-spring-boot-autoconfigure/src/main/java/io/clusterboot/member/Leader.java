package io.clusterboot.member;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterLeaderChangedEvent;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;

/**
 * Who leads, as far as this process has heard, and what it lets through because of that.
 */
final class Leader {

	private final long self;

	private final Members members;

	private final LeaderGate gate;

	private @Nullable WorkerIdentity current;

	/**
	 * Create a new {@link Leader} instance.
	 * @param self id of the worker that this process is
	 * @param members the workers
	 * @param gate opened while this process leads
	 */
	Leader(long self, Members members, LeaderGate gate) {
		this.self = self;
		this.members = members;
		this.gate = gate;
	}

	LeaderGate gate() {
		return this.gate;
	}

	/**
	 * Return whether a step is about who leads.
	 * @param change the step
	 * @return whether it is
	 */
	boolean concerns(WorkerChange change) {
		return change instanceof WorkerChange.Elected || change instanceof WorkerChange.Resigning
				|| change instanceof WorkerChange.Resigned;
	}

	/**
	 * Take note of a step.
	 * @param change the step, one that {@link #concerns} it
	 * @return the event to publish, or {@code null} if there is none
	 */
	@Nullable ClusterEvent apply(WorkerChange change) {
		if (change instanceof WorkerChange.Resigning) {
			resigning(change.worker());
			return null;
		}
		return (change instanceof WorkerChange.Elected) ? elected(change.worker()) : resigned();
	}

	private ClusterEvent elected(WorkerIdentity worker) {
		this.current = worker;
		if (worker.id() == this.self) {
			this.gate.open();
		}
		else {
			this.gate.close();
		}
		return new ClusterLeaderChangedEvent(this.members.find(worker.id()).orElse(null));
	}

	private void resigning(WorkerIdentity worker) {
		if (worker.id() == this.self) {
			this.gate.resign();
		}
	}

	private ClusterEvent resigned() {
		this.current = null;
		return new ClusterLeaderChangedEvent(null);
	}

	/**
	 * Return the step that makes a process that heard nothing so far know who leads.
	 * @return the step, empty while nobody leads
	 */
	Optional<WorkerChange> story() {
		return Optional.ofNullable(this.current).map(WorkerChange.Elected::new);
	}

}
