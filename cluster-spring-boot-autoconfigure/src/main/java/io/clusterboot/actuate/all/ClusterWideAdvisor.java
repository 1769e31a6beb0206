package io.clusterboot.actuate.all;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.core.Ordered;

/**
 * {@link OperationInvokerAdvisor} by which any worker answers for all of them. In an
 * application that is no worker all operations stay as they are.
 *
 * @since 0.1.0
 */
public final class ClusterWideAdvisor implements OperationInvokerAdvisor, Ordered {

	private final Supplier<@Nullable ClusterWide> cluster;

	/**
	 * Create a new {@link ClusterWideAdvisor} instance.
	 * @param cluster gives what speaks for all workers, or {@code null} where the
	 * application is no worker
	 */
	public ClusterWideAdvisor(Supplier<@Nullable ClusterWide> cluster) {
		this.cluster = cluster;
	}

	/**
	 * Outermost: what another worker asks for may come from its cache.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		ClusterWide cluster = this.cluster.get();
		if (cluster == null || cluster.ways().areOfTheCluster(endpointId.toLowerCaseString())) {
			return invoker;
		}
		KnownOperation operation = KnownOperation.made(endpointId, operationType, parameters,
				cluster.own(endpointId, invoker));
		cluster.operations().made(operation);
		Way way = cluster.ways().of(operation);
		return (context) -> invoke(cluster, way, parameters, context, invoker);
	}

	private static @Nullable Object invoke(ClusterWide cluster, Way way, OperationParameters parameters,
			InvocationContext context, OperationInvoker invoker) {
		KnownOperation operation = cluster.operations().offered(parameters);
		return (operation != null) ? invoke(cluster, way, operation, context) : invoker.invoke(context);
	}

	private static @Nullable Object invoke(ClusterWide cluster, Way way, KnownOperation operation,
			InvocationContext context) {
		Integer worker = operation.parameterNames().contains(WorkerParameter.NAME) ? null
				: WorkerParameter.of(context.getArguments());
		if (worker == null && way == Way.OWN) {
			return operation.invoker().invoke(context);
		}
		Way taken = (worker != null) ? (one, request) -> cluster.ways().one().invoke(one, request, worker) : way;
		return operation.blocking() ? taken.invoke(operation, context)
				: Results.publish(() -> taken.invoke(operation, context));
	}

}
