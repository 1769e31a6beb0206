package io.clusterboot.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;
import io.clusterboot.protocol.Operation;

/**
 * Does what a worker asks the primary for, and answers with the outcome.
 */
class RemoteRequests {

	private final PrimaryOperations operations;

	private final Supplier<@Nullable ControlServer> server;

	RemoteRequests(PrimaryOperations operations, Supplier<@Nullable ControlServer> server) {
		this.operations = operations;
		this.server = server;
	}

	void accept(long worker, Message.OperationRequest request) {
		outcome(worker, request.operation())
			.handle((outcome, failure) -> reply(request.request(), (failure != null) ? failed(failure) : outcome))
			.thenAccept((reply) -> reply(worker, reply));
	}

	private CompletableFuture<Outcome> outcome(long worker, Operation operation) {
		try {
			return carryOut(worker, operation);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<Outcome> carryOut(long worker, Operation operation) {
		if (operation instanceof Operation.Fork fork) {
			return this.operations.fork(fork.environment()).thenApply(Outcome::of);
		}
		if (operation instanceof Operation.Scale scale) {
			return this.operations.scale(scale.workers()).thenApply(Outcome::of);
		}
		if (operation instanceof Operation.Reload) {
			return this.operations.reload(worker).thenApply(Outcome::of);
		}
		if (operation instanceof Operation.Restart restart) {
			return this.operations.restart(restart.ordinal()).thenApply(Outcome::of);
		}
		if (operation instanceof Operation.Park park) {
			return this.operations.park(park.ordinal(), park.parked()).thenApply(Outcome::of);
		}
		if (operation instanceof Operation.LeaveAll) {
			return this.operations.leaveAll().thenApply((gone) -> Outcome.DONE);
		}
		Operation.Leave leave = (Operation.Leave) operation;
		this.operations.leave(leave.id(), leave.kill());
		return CompletableFuture.completedFuture(Outcome.DONE);
	}

	private Message.OperationReply reply(long request, Outcome outcome) {
		return new Message.OperationReply(request, outcome.failure(), outcome.conflict(), outcome.forked(),
				outcome.status());
	}

	private Outcome failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return new Outcome((cause.getMessage() != null) ? cause.getMessage() : cause.toString(),
				cause instanceof ClusterConflictException, null, null);
	}

	private void reply(long worker, Message.OperationReply reply) {
		ControlServer server = this.server.get();
		if (server != null) {
			server.send(worker, reply);
		}
	}

	/**
	 * What came of an operation.
	 *
	 * @param failure why it was not done, or {@code null} if it was
	 * @param conflict whether that is because another change is under way
	 * @param forked the worker that was forked, if that was asked for
	 * @param status the status once it was done, if that was asked for
	 */
	private record Outcome(@Nullable String failure, boolean conflict, WorkerChange.@Nullable Forked forked,
			@Nullable ClusterStatus status) {

		static final Outcome DONE = new Outcome(null, false, null, null);

		static Outcome of(WorkerChange.Forked forked) {
			return new Outcome(null, false, forked, null);
		}

		static Outcome of(ClusterStatus status) {
			return new Outcome(null, false, null, status);
		}

	}

}
