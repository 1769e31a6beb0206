package io.clusterboot.actuate.all;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.clusterboot.peer.PeerClient;
import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.peer.PeerFailureException;
import io.clusterboot.peer.PeerQuestion;

/**
 * Asks the other workers of the cluster.
 */
final class Siblings {

	private final PeerClient client = new PeerClient();

	private final PeerDirectory directory;

	private final Duration timeout;

	/**
	 * Create a new {@link Siblings} instance.
	 * @param directory where the workers' sockets are
	 * @param timeout how long a worker may take where all of them answer together
	 */
	Siblings(PeerDirectory directory, Duration timeout) {
		this.directory = directory;
		this.timeout = timeout;
	}

	Duration timeout() {
		return this.timeout;
	}

	/**
	 * Ask one worker.
	 * @param <T> the type of the answer
	 * @param target the worker
	 * @param question the question
	 * @param reader reads the answer
	 * @return completes with the answer; fails where there is none in time
	 */
	<T> CompletableFuture<T> ask(Target target, PeerQuestion question, PeerClient.Reader<T> reader) {
		return ask(target, question, this.timeout, reader);
	}

	<T> CompletableFuture<T> ask(Target target, PeerQuestion question, Duration timeout, PeerClient.Reader<T> reader) {
		if (target.problem() != null) {
			return CompletableFuture.failedFuture(new IOException(target.problem()));
		}
		return this.client.ask(this.directory.socket(target.id()), question, timeout, reader);
	}

	/**
	 * Return why a worker did not answer, in words.
	 * @param target the worker
	 * @param failure the failure
	 * @return the words
	 */
	static String reason(Target target, Throwable failure) {
		Throwable cause = cause(failure);
		if (!target.isReady() && !isHeard(failure)) {
			return Target.words(target.state());
		}
		return String.valueOf((cause.getMessage() != null) ? cause.getMessage() : cause);
	}

	static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * Return whether a worker has refused what it was asked for, as any other would.
	 * @param failure the failure
	 * @return whether the request is at fault
	 */
	static boolean isRefusal(Throwable failure) {
		return Refusal.of(cause(failure)) != null;
	}

	/**
	 * Return whether a worker has heard the question.
	 * @param failure the failure
	 * @return whether it answered that it cannot answer
	 */
	static boolean isHeard(Throwable failure) {
		return cause(failure) instanceof PeerFailureException;
	}

}
