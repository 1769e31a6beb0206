package io.clusterboot.actuate.all;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;

import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.peer.PeerHandler;

/**
 * Reads an endpoint of all workers in a way of its own.
 */
interface SpecialRead {

	/**
	 * Return the endpoint.
	 * @return its id
	 */
	String endpoint();

	/**
	 * Return how it is read.
	 * @param one has one worker run an operation
	 * @param json writes and reads what workers say
	 * @param directory the directory that all workers share
	 * @return the way
	 */
	Way way(OneWorker one, EndpointJson json, PeerDirectory directory);

	/**
	 * Return how this worker runs a read for itself.
	 * @param invoker how the endpoint runs it
	 * @return how it is run
	 */
	default OperationInvoker own(OperationInvoker invoker) {
		return invoker;
	}

	/**
	 * Return what answers other workers that ask for more than an operation, by a
	 * question about the endpoint.
	 * @return the handler, or {@code null} if there is no such question
	 */
	default @Nullable PeerHandler handler() {
		return null;
	}

	/**
	 * Begin: this worker is heard by the others.
	 */
	default void started() {
	}

	/**
	 * End: nothing is counted any more.
	 */
	default void stopped() {
	}

}
