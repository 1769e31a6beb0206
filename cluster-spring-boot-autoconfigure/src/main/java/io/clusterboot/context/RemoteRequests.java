package io.clusterboot.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;
import io.clusterboot.protocol.Operation;

/**
 * Does what a worker asks the primary for, and answers with the outcome.
 */
class RemoteRequests {

	private final ClusterOperations operations;

	private final Supplier<@Nullable ControlServer> server;

	RemoteRequests(ClusterOperations operations, Supplier<@Nullable ControlServer> server) {
		this.operations = operations;
		this.server = server;
	}

	void accept(long worker, Message.OperationRequest request) {
		outcome(request.operation())
			.handle((outcome, failure) -> reply(request.request(), (failure != null) ? failed(failure) : outcome))
			.thenAccept((reply) -> reply(worker, reply));
	}

	private CompletableFuture<Outcome> outcome(Operation operation) {
		try {
			return carryOut(operation);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<Outcome> carryOut(Operation operation) {
		if (operation instanceof Operation.Fork fork) {
			return this.operations.fork(fork.environment()).thenApply((forked) -> new Outcome(null, forked, null));
		}
		if (operation instanceof Operation.Scale scale) {
			return this.operations.scale(scale.workers()).thenApply((status) -> new Outcome(null, null, status));
		}
		if (operation instanceof Operation.LeaveAll) {
			return this.operations.leaveAll().thenApply((gone) -> Outcome.DONE);
		}
		Operation.Leave leave = (Operation.Leave) operation;
		this.operations.leave(leave.id(), leave.kill());
		return CompletableFuture.completedFuture(Outcome.DONE);
	}

	private Message.OperationReply reply(long request, Outcome outcome) {
		return new Message.OperationReply(request, outcome.failure(), outcome.forked(), outcome.status());
	}

	private Outcome failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return new Outcome((cause.getMessage() != null) ? cause.getMessage() : cause.toString(), null, null);
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
	 * @param forked the worker that was forked, if that was asked for
	 * @param status the status once it was done, if that was asked for
	 */
	private record Outcome(@Nullable String failure, WorkerChange.@Nullable Forked forked,
			@Nullable ClusterStatus status) {

		static final Outcome DONE = new Outcome(null, null, null);

	}

}
