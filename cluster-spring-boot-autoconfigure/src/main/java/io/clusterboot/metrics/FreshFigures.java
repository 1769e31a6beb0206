package io.clusterboot.metrics;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * {@link OperationInvokerAdvisor} that has each request for meters show the cluster as it
 * is then. The next request may reach another worker, and no counter may be less there
 * than what was told here.
 *
 * @since 0.1.0
 */
public class FreshFigures implements OperationInvokerAdvisor {

	private static final Set<EndpointId> ENDPOINTS = Set.of(EndpointId.of("metrics"), EndpointId.of("prometheus"));

	private final ClusterMetrics metrics;

	/**
	 * Create a new {@link FreshFigures} instance.
	 * @param metrics the meters of the cluster
	 */
	public FreshFigures(ClusterMetrics metrics) {
		this.metrics = metrics;
	}

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!ENDPOINTS.contains(endpointId) || operationType != OperationType.READ) {
			return invoker;
		}
		return (context) -> {
			this.metrics.refresh();
			return invoker.invoke(context);
		};
	}

}
