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

import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.member.ClusterOperations;

/**
 * Has the primary do what in a single application concerns the whole process: shut it
 * down, or start it anew.
 */
final class PrimaryWay implements Way {

	private static final Log logger = LogFactory.getLog(PrimaryWay.class);

	private final Workers workers;

	private final ObjectProvider<ClusterOperations> operations;

	private final String message;

	private final Function<ClusterOperations, CompletableFuture<?>> action;

	PrimaryWay(Workers workers, ObjectProvider<ClusterOperations> operations, String message,
			Function<ClusterOperations, CompletableFuture<?>> action) {
		this.workers = workers;
		this.operations = operations;
		this.message = message;
		this.action = action;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("message", this.message);
		body.put("workers", this.workers.now().slots().stream().map(PrimaryWay::told).toList());
		this.action.apply(this.operations.getObject()).exceptionally((failure) -> {
			logFailure(Siblings.cause(failure));
			return null;
		});
		return Bodies.of(body);
	}

	private static Map<String, Object> told(Target worker) {
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("ordinal", worker.ordinal());
		told.put("id", worker.id());
		told.put("done", true);
		return told;
	}

	private static void logFailure(Throwable failure) {
		// That this worker leaves before the end is no failure.
		if (!(failure instanceof ClusterUnavailableException)) {
			logger.warn("The cluster did not do what an endpoint was asked for: " + failure.getMessage());
		}
	}

}
