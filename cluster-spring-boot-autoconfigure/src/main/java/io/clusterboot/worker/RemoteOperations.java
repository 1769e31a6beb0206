package io.clusterboot.worker;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.protocol.Message;
import io.clusterboot.protocol.Message.OperationReply;
import io.clusterboot.protocol.Operation;

/**
 * Has the primary do what this worker asks for.
 *
 * @since 0.1.0
 */
public final class RemoteOperations implements ClusterOperations {

	private static final Log logger = LogFactory.getLog(RemoteOperations.class);

	private final WorkerAgent agent;

	/**
	 * Create a new {@link RemoteOperations} instance.
	 * @param agent the way to the primary
	 */
	public RemoteOperations(WorkerAgent agent) {
		this.agent = agent;
	}

	@Override
	public CompletableFuture<WorkerChange.Forked> fork(Map<String, String> environment) {
		return ask(new Operation.Fork(environment)).thenApply((reply) -> Objects.requireNonNull(reply.forked()));
	}

	@Override
	public CompletableFuture<ClusterStatus> scale(int workers) {
		return status(new Operation.Scale(workers));
	}

	@Override
	public CompletableFuture<ClusterStatus> reload() {
		return status(new Operation.Reload());
	}

	@Override
	public CompletableFuture<ClusterStatus> restart(int ordinal) {
		return status(new Operation.Restart(ordinal));
	}

	@Override
	public CompletableFuture<ClusterStatus> park(int ordinal, boolean parked) {
		return status(new Operation.Park(ordinal, parked));
	}

	@Override
	public CompletableFuture<Void> leaveAll() {
		return done(new Operation.LeaveAll());
	}

	@Override
	public void leave(long id, boolean kill) {
		done(new Operation.Leave(id, kill)).exceptionally((ex) -> {
			logger.warn("Worker with id " + id + " was not asked to leave: " + ex.getMessage());
			return null;
		});
	}

	@Override
	public void leadershipReleased() {
		this.agent.tell(new Message.LeadershipReleased());
	}

	@Override
	public void setup(UnaryOperator<ClusterSettings> change) {
		throw new IllegalStateException("The settings for later forks are the primary's; a worker cannot change them");
	}

	@Override
	public ClusterStatus status() {
		return this.agent.status();
	}

	private CompletableFuture<ClusterStatus> status(Operation operation) {
		return ask(operation).thenApply((reply) -> Objects.requireNonNull(reply.status()));
	}

	private CompletableFuture<Void> done(Operation operation) {
		return ask(operation).thenAccept((reply) -> {
		});
	}

	private CompletableFuture<OperationReply> ask(Operation operation) {
		return this.agent.ask(operation).thenApply((reply) -> {
			String failure = reply.failure();
			if (failure != null) {
				throw reply.conflict() ? new ClusterConflictException(failure) : new ClusterOperationException(failure);
			}
			return reply;
		});
	}

}
