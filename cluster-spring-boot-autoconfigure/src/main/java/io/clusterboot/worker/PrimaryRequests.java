package io.clusterboot.worker;

import java.util.concurrent.CompletableFuture;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.Message;
import io.clusterboot.protocol.Message.OperationReply;
import io.clusterboot.protocol.Message.StatusReply;
import io.clusterboot.protocol.Operation;

/**
 * What this worker has asked the primary and waits for.
 */
final class PrimaryRequests {

	private final Channel channel;

	private final PendingReplies<ClusterStatus> statuses = new PendingReplies<>();

	private final PendingReplies<OperationReply> operations = new PendingReplies<>();

	PrimaryRequests(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Ask for the cluster's status.
	 * @return completes with it unless it is dropped under load; completed by the caller
	 * who waits no more
	 */
	CompletableFuture<ClusterStatus> status() {
		long number = this.statuses.nextNumber();
		return ask(new Message.StatusRequest(number), this.statuses.open(number));
	}

	/**
	 * Ask the primary to do something.
	 * @param operation what to do
	 * @return completes with its answer; fails with a {@link ClusterUnavailableException}
	 * if there will be none
	 */
	CompletableFuture<OperationReply> operation(Operation operation) {
		long number = this.operations.nextNumber();
		return ask(new Message.OperationRequest(number, operation), this.operations.open(number));
	}

	private <T> CompletableFuture<T> ask(Message.FromWorker question, CompletableFuture<T> reply) {
		try {
			this.channel.send(question);
		}
		catch (ControlChannelException ex) {
			reply.completeExceptionally(unavailable(String.valueOf(ex.getMessage())));
		}
		return reply;
	}

	/**
	 * Take a message if it is an answer.
	 * @param message the message
	 * @return whether it is
	 */
	boolean accept(Message.FromPrimary message) {
		if (message instanceof StatusReply reply) {
			this.statuses.complete(reply.request(), reply.status());
			return true;
		}
		if (message instanceof OperationReply reply) {
			this.operations.complete(reply.request(), reply);
			return true;
		}
		return false;
	}

	/**
	 * Fail all who wait and all who will.
	 * @param reason why there are no answers any more
	 */
	void failAll(String reason) {
		this.statuses.failAll(reason);
		this.operations.failAll(reason);
	}

	static ClusterUnavailableException unavailable(String reason) {
		return new ClusterUnavailableException("The primary cannot be asked: " + reason);
	}

	/**
	 * The way to the primary.
	 */
	interface Channel {

		void send(Message.FromWorker message) throws ControlChannelException;

	}

}
