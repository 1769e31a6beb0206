package io.clusterboot.actuate.all;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Whether one worker did what all were told to do.
 *
 * @param worker the worker
 * @param outcome how it ended, or {@code null} if the worker could not do it
 * @param reason why not, or {@code null} if it could
 */
record Deed(Target worker, @Nullable Outcome outcome, @Nullable String reason) {

	private static final int FIRST_ERROR = 400;

	static Deed of(Target worker, CompletableFuture<Outcome> outcome) {
		try {
			return new Deed(worker, outcome.join(), null);
		}
		catch (CompletionException ex) {
			return new Deed(worker, null, Siblings.reason(worker, ex));
		}
	}

	boolean isDone() {
		return this.outcome != null && this.outcome.status() < FIRST_ERROR;
	}

	boolean isNotFound() {
		return this.outcome != null && this.outcome.status() == WebEndpointResponse.STATUS_NOT_FOUND;
	}

	/**
	 * Return whether the worker should have done it.
	 * @return {@code false} where it did, has nothing to do it to, or could not be
	 * reached because it starts or leaves
	 */
	boolean isMissed() {
		return !isDone() && !isNotFound() && (this.worker.isReady() || this.reason == null);
	}

	Map<String, @Nullable Object> describe() {
		Map<String, @Nullable Object> description = new LinkedHashMap<>();
		description.put("ordinal", this.worker.ordinal());
		description.put("id", this.worker.id());
		description.put("done", isDone());
		if (isDone() && this.outcome != null && this.outcome.body() != null) {
			description.put("result", this.outcome.body());
		}
		if (this.outcome != null && !isDone()) {
			description.put("status", this.outcome.status());
		}
		if (this.reason != null) {
			description.put("reason", this.reason);
		}
		return description;
	}

}
