package io.clusterboot.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterReadyEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterSetupEvent;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ReloadFinishedEvent;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.Worker;
import io.clusterboot.WorkerChange;

/**
 * The cluster as one of its processes sees it. One thread tells it what is new, any may
 * ask.
 *
 * @since 0.1.0
 */
public final class ClusterView implements Cluster {

	/**
	 * Id of this process where it is the primary.
	 */
	public static final long PRIMARY = Messenger.PRIMARY;

	private final long self;

	private final ClusterOperations operations;

	private final Messenger messenger;

	private final Members members;

	/**
	 * Dependent actions are the application's: they must not hold up the threads that
	 * carry what they may wait for.
	 */
	private final Executor callbacks;

	private volatile ClusterSettings settings;

	private final Leader leader;

	/**
	 * Create a new {@link ClusterView} instance.
	 * @param self id of the worker that this process is, or {@link #PRIMARY}
	 * @param settings the settings that the cluster begins with
	 * @param operations carried out by the primary
	 * @param messenger sends messages
	 * @param callbacks runs what depends on an answer
	 */
	public ClusterView(long self, ClusterSettings settings, ClusterOperations operations, Messenger messenger,
			Executor callbacks) {
		this.self = self;
		this.settings = settings;
		this.operations = operations;
		this.messenger = messenger;
		this.callbacks = callbacks;
		this.members = new Members(operations, messenger);
		this.leader = new Leader(self, this.members, new LeaderGate(operations::leadershipReleased));
	}

	/**
	 * Take note of a step in the life of a worker.
	 * @param change the step
	 * @return the event to publish, or {@code null} if there is none
	 */
	public @Nullable ClusterEvent apply(WorkerChange change) {
		return this.leader.concerns(change) ? this.leader.apply(change) : this.members.apply(change);
	}

	/**
	 * Take note of new settings.
	 * @param settings the settings
	 * @return the event to publish
	 */
	public ClusterEvent apply(ClusterSettings settings) {
		this.settings = settings;
		return new ClusterSetupEvent(settings);
	}

	/**
	 * Return the event for the moment when all workers are ready for the first time.
	 * @param status the status
	 * @return the event to publish
	 */
	public ClusterEvent ready(ClusterStatus status) {
		return new ClusterReadyEvent(status);
	}

	/**
	 * Return the event for the end of a reload.
	 * @param reload the reload
	 * @return the event to publish
	 */
	public ClusterEvent reloaded(ReloadStatus reload) {
		return new ReloadFinishedEvent(reload);
	}

	/**
	 * Return the steps that make a process that heard nothing so far know the same.
	 * @return the steps
	 */
	public List<WorkerChange> story() {
		List<WorkerChange> story = new ArrayList<>(this.members.story());
		this.leader.story().ifPresent(story::add);
		return story;
	}

	/**
	 * Return a worker.
	 * @param id its id
	 * @return the worker, empty where none is known by that id
	 */
	public Optional<Worker> worker(long id) {
		return this.members.find(id);
	}

	/**
	 * Return what lets through what the leader alone runs.
	 * @return the gate, open while this process is the leader
	 */
	public LeaderGate gate() {
		return this.leader.gate();
	}

	@Override
	public boolean isPrimary() {
		return this.self == PRIMARY;
	}

	@Override
	public Optional<Worker> worker() {
		return this.members.find(this.self);
	}

	@Override
	public List<Worker> workers() {
		return this.members.workers();
	}

	@Override
	public ClusterSettings settings() {
		return this.settings;
	}

	@Override
	public void setup(UnaryOperator<ClusterSettings> change) {
		this.operations.setup(change);
	}

	@Override
	public ClusterStatus status() {
		return this.operations.status();
	}

	@Override
	public boolean isLeader() {
		return gate().isOpen();
	}

	@Override
	public CompletableFuture<Worker> fork(Map<String, String> environment) {
		return answer(this.operations.fork(environment)).thenApply(this.members::of);
	}

	@Override
	public CompletableFuture<ClusterStatus> scale(int workers) {
		return answer(this.operations.scale(workers));
	}

	@Override
	public CompletableFuture<ClusterStatus> reload() {
		return answer(this.operations.reload().thenApply(ClusterView::succeeded));
	}

	private static ClusterStatus succeeded(ClusterStatus status) {
		ReloadStatus reload = status.reload();
		if (reload != null && reload.state() == ReloadState.FAILED) {
			throw new ClusterOperationException("Reload " + reload.id() + " failed: " + reload.reason());
		}
		return status;
	}

	@Override
	public CompletableFuture<Void> disconnect() {
		return answer(this.operations.leaveAll());
	}

	private <T> CompletableFuture<T> answer(CompletableFuture<T> operation) {
		// Not thenApplyAsync, which passes failures on in the thread that met them.
		return operation.whenCompleteAsync((answer, failure) -> {
		}, this.callbacks);
	}

	@Override
	public void send(Object message) {
		if (isPrimary()) {
			sendToAll(message);
		}
		else {
			this.messenger.send(PRIMARY, message);
		}
	}

	@Override
	public void sendToAll(Object message) {
		ClusterMessageException failure = null;
		for (Worker worker : workers()) {
			ClusterMessageException thrown = sendTo(worker, message);
			failure = (failure != null) ? failure : thrown;
		}
		if (failure != null) {
			throw failure;
		}
	}

	private @Nullable ClusterMessageException sendTo(Worker worker, Object message) {
		try {
			if (worker.id() != this.self && worker.isConnected()) {
				worker.send(message);
			}
			return null;
		}
		catch (ClusterMessageException ex) {
			// One that goes meanwhile is no other than one that has gone.
			return worker.isConnected() ? ex : null;
		}
	}

	@Override
	public <T> CompletableFuture<@Nullable T> request(Object message, Class<T> type, Duration timeout) {
		return this.messenger.request(PRIMARY, message, type, timeout);
	}

}
