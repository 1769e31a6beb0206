package io.clusterboot.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

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
			.handle((forked, failure) -> new Message.OperationReply(request.request(), reason(failure), forked))
			.thenAccept((reply) -> reply(worker, reply));
	}

	private CompletableFuture<WorkerChange.@Nullable Forked> outcome(Operation operation) {
		try {
			return carryOut(operation);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<WorkerChange.@Nullable Forked> carryOut(Operation operation) {
		if (operation instanceof Operation.Fork fork) {
			return this.operations.fork(fork.environment()).thenApply((forked) -> forked);
		}
		if (operation instanceof Operation.Scale scale) {
			return this.operations.scale(scale.workers()).thenApply((status) -> null);
		}
		if (operation instanceof Operation.LeaveAll) {
			return this.operations.leaveAll().thenApply((gone) -> null);
		}
		Operation.Leave leave = (Operation.Leave) operation;
		this.operations.leave(leave.id(), leave.kill());
		return CompletableFuture.completedFuture(null);
	}

	private @Nullable String reason(@Nullable Throwable failure) {
		if (failure == null) {
			return null;
		}
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
	}

	private void reply(long worker, Message.OperationReply reply) {
		ControlServer server = this.server.get();
		if (server != null) {
			server.send(worker, reply);
		}
	}

}
