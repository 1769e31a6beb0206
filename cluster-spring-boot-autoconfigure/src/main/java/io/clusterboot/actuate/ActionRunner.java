package io.clusterboot.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.member.ClusterOperations;

/**
 * Has the primary do what an operator asks for, and tells whether it does.
 */
class ActionRunner {

	private static final Log logger = LogFactory.getLog(ActionRunner.class);

	private final ClusterStatusSource source;

	private final ClusterOperations operations;

	ActionRunner(ClusterStatusSource source, ClusterOperations operations) {
		this.source = source;
		this.operations = operations;
	}

	/**
	 * Have something done. Waits until the primary has agreed to it, and for the end only
	 * if that is asked for.
	 * @param action what to do
	 * @param parameters its parameters
	 * @return the status once it is accepted, or when the wait is over
	 */
	ClusterStatus run(ClusterAction action, ActionParameters parameters) {
		parameters.check(action, this.source.status());
		Duration wait = parameters.waitingTime();
		CompletableFuture<ClusterStatus> done = action.start(this.operations, parameters);
		return (wait != null) ? await(done, wait) : accepted(action, done);
	}

	private ClusterStatus accepted(ClusterAction action, CompletableFuture<ClusterStatus> done) {
		// Answers come in the order of the questions: a refusal is known by then.
		ClusterStatus status = this.source.status();
		if (done.isCompletedExceptionally()) {
			return result(done);
		}
		done.exceptionally((failure) -> failed(action, status, cause(failure)));
		return status;
	}

	private static ClusterStatus failed(ClusterAction action, ClusterStatus status, Throwable failure) {
		// That this worker leaves before the end is no failure.
		if (!(failure instanceof ClusterUnavailableException)) {
			logger.warn("The cluster began what an operator asked for (%s), and failed: %s".formatted(action,
					failure.getMessage()));
		}
		return status;
	}

	private ClusterStatus await(CompletableFuture<ClusterStatus> done, Duration wait) {
		try {
			return done.get(wait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return this.source.status();
		}
		catch (ExecutionException ex) {
			return result(done);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterUnavailableException("The thread was interrupted while it waited for the primary");
		}
	}

	private static ClusterStatus result(CompletableFuture<ClusterStatus> done) {
		try {
			return done.join();
		}
		catch (CompletionException ex) {
			throw (cause(ex) instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

}
