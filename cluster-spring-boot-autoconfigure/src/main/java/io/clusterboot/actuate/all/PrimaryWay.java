package io.clusterboot.actuate.all;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.member.ClusterOperations;

/**
 * Has the primary do what in a single application concerns the whole process: shut it
 * down, or start it anew. Answers as soon as the primary has agreed, while all workers
 * are still there.
 */
final class PrimaryWay implements Way {

	private static final int CONFLICT = 409;

	private static final Log logger = LogFactory.getLog(PrimaryWay.class);

	private final OneWorker one;

	private final ObjectProvider<ClusterOperations> operations;

	private final String message;

	private final Function<ClusterOperations, CompletableFuture<?>> action;

	PrimaryWay(OneWorker one, ObjectProvider<ClusterOperations> operations, String message,
			Function<ClusterOperations, CompletableFuture<?>> action) {
		this.one = one;
		this.operations = operations;
		this.message = message;
		this.action = action;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		Present present = this.one.workers().now();
		if (!present.fresh()) {
			// Else it does, once it goes on, what the client was told has failed.
			return silent("It was not asked for anything");
		}
		CompletableFuture<?> done = this.action.apply(this.operations.getObject());
		Throwable failure = refusal(done);
		if (failure != null) {
			return refused(failure);
		}
		done.whenComplete((result, late) -> logFailure(late));
		return report(present);
	}

	/**
	 * Wait until the primary has agreed or refused. What it was asked for takes longer.
	 * @param done completes when it is done
	 * @return why the primary does not do it, or {@code null} if it does
	 */
	private @Nullable Throwable refusal(CompletableFuture<?> done) {
		try {
			// Answers come in the order of the questions: a refusal is known by then.
			this.one.workers().awaitPrimary(this.one.siblings().timeout());
			return failure(done);
		}
		catch (ClusterUnavailableException ex) {
			return done.isDone() ? failure(done) : ex;
		}
	}

	private static @Nullable Throwable failure(CompletableFuture<?> done) {
		return done.<@Nullable Throwable>handle((result, failure) -> failure).getNow(null);
	}

	private static Object refused(Throwable failure) {
		Throwable cause = Siblings.cause(failure);
		String message = String.valueOf(cause.getMessage());
		if (cause instanceof ClusterConflictException) {
			return OneWorker.problem(CONFLICT, "Conflict", message);
		}
		return (cause instanceof ClusterUnavailableException)
				? silent(message + "; it may do later what it was asked for")
				: OneWorker.problem(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "The primary declines", message);
	}

	private static Object silent(String message) {
		return OneWorker.problem(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "The primary does not answer",
				message);
	}

	private @Nullable Object report(Present present) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("message", this.message);
		body.put("workers", present.slots().stream().map(PrimaryWay::describe).toList());
		return Bodies.of(body);
	}

	private static Map<String, Object> describe(Target worker) {
		boolean process = worker.state().hasProcess();
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("ordinal", worker.ordinal());
		description.put("id", worker.id());
		description.put("done", process);
		if (!process) {
			description.put("reason", Target.words(worker.state()));
		}
		return description;
	}

	private static void logFailure(@Nullable Throwable failure) {
		Throwable cause = (failure != null) ? Siblings.cause(failure) : null;
		// That this worker leaves before the end is no failure.
		if (cause != null && !(cause instanceof ClusterUnavailableException)) {
			logger.warn("The cluster began what an endpoint was asked for, and failed: " + cause.getMessage());
		}
	}

}
