package io.clusterboot.actuate;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * {@link OperationInvokerAdvisor} that refuses parameters that the
 * {@link ClusterEndpoint} does not know. The actuator drops them: a slip of the pen would
 * look like a success.
 *
 * @since 0.1.0
 */
public class ClusterActionAdvisor implements OperationInvokerAdvisor {

	private static final EndpointId CLUSTER = EndpointId.of("cluster");

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!CLUSTER.equals(endpointId) || operationType != OperationType.WRITE) {
			return invoker;
		}
		Set<String> known = parameters.stream().map(OperationParameter::getName).collect(Collectors.toSet());
		return (context) -> invoke(context, known, invoker);
	}

	private @Nullable Object invoke(InvocationContext context, Set<String> known, OperationInvoker invoker) {
		ClusterAction action = ClusterAction.find(context.getArguments().get("action"));
		String unknown = context.getArguments()
			.keySet()
			.stream()
			.filter((name) -> !known.contains(name))
			.findFirst()
			.orElse(null);
		return (action != null && unknown != null) ? ClusterEndpointWebExtension.badRequest(action.noParameter(unknown))
				: invoker.invoke(context);
	}

}
