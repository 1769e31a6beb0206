package io.clusterboot.actuate;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

import io.clusterboot.ClusterUnavailableException;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that turns what the
 * {@link ClusterEndpoint} cannot tell into the fitting HTTP status.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClusterEndpoint.class)
public class ClusterEndpointWebExtension {

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

	private WebEndpointResponse<OperationResponseBody> answer(Supplier<? extends @Nullable OperationResponseBody> ask) {
		try {
			OperationResponseBody body = ask.get();
			return (body != null) ? new WebEndpointResponse<>(body)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (ClusterUnavailableException ex) {
			return new WebEndpointResponse<>(UnavailableDescriptor.of(ex),
					WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
	}

}
