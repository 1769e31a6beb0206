package io.clusterboot.actuate;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

import io.clusterboot.ClusterConflictException;
import io.clusterboot.ClusterOperationException;
import io.clusterboot.ClusterUnavailableException;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that turns what the
 * {@link ClusterEndpoint} cannot tell into the fitting HTTP status.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClusterEndpoint.class)
public class ClusterEndpointWebExtension {

	private static final int CONFLICT = 409;

	private static final Set<String> PARAMETERS = Set.of("workers", "worker", "wait");

	private final ClusterEndpoint delegate;

	/**
	 * Create a new {@link ClusterEndpointWebExtension} instance.
	 * @param delegate the endpoint to ask
	 */
	public ClusterEndpointWebExtension(ClusterEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Return the whole cluster.
	 * @return the cluster, or 503 if the primary did not answer
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> all() {
		return answer(this.delegate::all);
	}

	/**
	 * Return one worker.
	 * @param ordinal the worker's ordinal
	 * @return the worker, 404 where there is none, or 503 if the primary did not answer
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> one(@Selector int ordinal) {
		return answer(() -> this.delegate.one(ordinal));
	}

	/**
	 * Change the cluster. Answers as soon as the primary has agreed to it, and for the
	 * end of a reload if that is asked for. Parameters are of any type, so that one of
	 * the wrong type gets an answer that says so.
	 * @param action {@code scale}, {@code reload}, {@code restart}, {@code park} or
	 * {@code resume}
	 * @param workers how many workers there shall be, to scale
	 * @param worker the ordinal of the worker to restart, to park or to resume
	 * @param wait how long to wait for the end of a reload
	 * @return the cluster; 400 for parameters that are not allowed, and if the primary
	 * declines; 404 if there is no such action; 409 while another change is under way; or
	 * 503 if the primary did not answer
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> change(@Selector String action, @Nullable Object workers,
			@Nullable Object worker, @Nullable Object wait) {
		ClusterAction known = ClusterAction.find(action);
		return (known != null) ? answer(() -> this.delegate.change(known, new ActionParameters(workers, worker, wait)))
				: refusal(WebEndpointResponse.STATUS_NOT_FOUND, "Not found", ClusterAction.unknown(action));
	}

	/**
	 * Change the cluster, for whoever calls without the actuator.
	 * @param action {@code scale}, {@code reload}, {@code restart}, {@code park} or
	 * {@code resume}
	 * @param parameters the parameters as the caller wrote them, of any name and type
	 * @return what there is for the actuator, and 400 for a parameter that is not known
	 */
	public WebEndpointResponse<OperationResponseBody> change(String action, Map<String, ?> parameters) {
		ClusterAction known = ClusterAction.find(action);
		String unknown = parameters.keySet()
			.stream()
			.filter((name) -> !PARAMETERS.contains(name))
			.findFirst()
			.orElse(null);
		return (known != null && unknown != null) ? badRequest(known.noParameter(unknown))
				: change(action, parameters.get("workers"), parameters.get("worker"), parameters.get("wait"));
	}

	private WebEndpointResponse<OperationResponseBody> answer(Supplier<? extends @Nullable OperationResponseBody> ask) {
		try {
			OperationResponseBody body = ask.get();
			return (body != null) ? new WebEndpointResponse<>(body)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (ClusterUnavailableException ex) {
			return refusal(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "The primary does not answer",
					ex.getMessage());
		}
		catch (ClusterConflictException ex) {
			return refusal(CONFLICT, "Conflict", ex.getMessage());
		}
		catch (InvalidEndpointRequestException | ClusterOperationException ex) {
			return badRequest(ex.getMessage());
		}
	}

	static WebEndpointResponse<OperationResponseBody> badRequest(@Nullable String message) {
		return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, "Bad request", message);
	}

	private static WebEndpointResponse<OperationResponseBody> refusal(int status, String error,
			@Nullable String message) {
		return new WebEndpointResponse<>(new RefusalDescriptor(error, message), status);
	}

}
