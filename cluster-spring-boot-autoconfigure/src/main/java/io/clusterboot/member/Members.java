package io.clusterboot.member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterEvent;
import io.clusterboot.Worker;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerDisconnectedEvent;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerExitedEvent;
import io.clusterboot.WorkerForkedEvent;
import io.clusterboot.WorkerListeningEvent;
import io.clusterboot.WorkerOnlineEvent;
import io.clusterboot.WorkerReadyEvent;
import io.clusterboot.WorkerState;

/**
 * The workers, as far as this process has heard of them. A worker is among them from its
 * fork until its process is gone and its channel closed; it is taken out before the last
 * of the two events is published, as Node does it.
 */
final class Members {

	private static final WorkerExit UNKNOWN = new WorkerExit(0, null, "not known any more", Instant.EPOCH);

	private final ConcurrentNavigableMap<Long, Member> byId = new ConcurrentSkipListMap<>();

	private final ClusterOperations operations;

	private final Messenger messenger;

	Members(ClusterOperations operations, Messenger messenger) {
		this.operations = operations;
		this.messenger = messenger;
	}

	List<Worker> workers() {
		return List.copyOf(this.byId.values());
	}

	Optional<Worker> find(long id) {
		return Optional.ofNullable(this.byId.get(id));
	}

	/**
	 * Return the worker, which may be gone by now.
	 * @param fork the worker
	 * @return the worker
	 */
	Worker of(WorkerChange.Forked fork) {
		Member member = this.byId.get(fork.worker().id());
		return (member != null) ? member : gone(fork);
	}

	private Member gone(WorkerChange.Forked fork) {
		Member member = create(fork);
		member.apply(new WorkerChange.Exited(fork.worker(), UNKNOWN));
		return member;
	}

	/**
	 * Take note of a step in the life of a worker.
	 * @param change the step
	 * @return the event to publish, or {@code null} if there is none
	 */
	@Nullable ClusterEvent apply(WorkerChange change) {
		long id = change.worker().id();
		Member member = (change instanceof WorkerChange.Forked fork)
				? this.byId.computeIfAbsent(id, (key) -> create(fork)) : this.byId.get(id);
		if (member == null) {
			return null;
		}
		member.apply(change);
		if (member.isOver()) {
			this.byId.remove(id);
		}
		return event(member, change);
	}

	private @Nullable ClusterEvent event(Member member, WorkerChange change) {
		if (change instanceof WorkerChange.Forked) {
			return new WorkerForkedEvent(member);
		}
		if (change instanceof WorkerChange.Online) {
			return new WorkerOnlineEvent(member);
		}
		if (change instanceof WorkerChange.Listening listening) {
			return new WorkerListeningEvent(member, listening.address(), listening.port());
		}
		if (change instanceof WorkerChange.Ready) {
			return new WorkerReadyEvent(member);
		}
		if (change instanceof WorkerChange.Disconnected) {
			return new WorkerDisconnectedEvent(member);
		}
		return (change instanceof WorkerChange.Exited exited) ? new WorkerExitedEvent(member, exited.exit()) : null;
	}

	/**
	 * Return the steps that make a process that heard nothing so far know the same.
	 * @return the steps
	 */
	List<WorkerChange> story() {
		List<WorkerChange> story = new ArrayList<>();
		this.byId.values().forEach((member) -> tell(member, story));
		return story;
	}

	private void tell(Member member, List<WorkerChange> story) {
		story.add(new WorkerChange.Forked(member.identity(), member.pid()));
		if (member.wasConnected()) {
			story.add(new WorkerChange.Online(member.identity()));
		}
		if (member.state() == WorkerState.READY) {
			story.add(new WorkerChange.Ready(member.identity()));
		}
		if (member.exitedAfterDisconnect()) {
			story.add(new WorkerChange.Leaving(member.identity()));
		}
		if (member.wasConnected() && !member.isConnected()) {
			story.add(new WorkerChange.Disconnected(member.identity()));
		}
		if (member.isDead()) {
			story.add(new WorkerChange.Exited(member.identity(), UNKNOWN));
		}
	}

	private Member create(WorkerChange.Forked fork) {
		return new Member(fork, this.operations, this.messenger);
	}

}
