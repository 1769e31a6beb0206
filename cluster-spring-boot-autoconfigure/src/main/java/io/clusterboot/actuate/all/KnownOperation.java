package io.clusterboot.actuate.all;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * An operation of an endpoint of this worker.
 *
 * @param key what the other workers know it by
 * @param endpoint id of the endpoint
 * @param type whether it reads, writes or deletes
 * @param parameters its parameters
 * @param invoker runs it in this worker alone
 * @param blocking whether it gives a result, and not a publisher of one
 */
record KnownOperation(OperationKey key, EndpointId endpoint, OperationType type, OperationParameters parameters,
		OperationInvoker invoker, boolean blocking) {

	static KnownOperation made(EndpointId endpoint, OperationType type, OperationParameters parameters,
			OperationInvoker invoker) {
		return new KnownOperation(OperationKey.NONE, endpoint, type, parameters, invoker, true);
	}

	KnownOperation offeredAs(OperationKey key, boolean blocking) {
		return new KnownOperation(key, this.endpoint, this.type, this.parameters, this.invoker, blocking);
	}

	Stream<? extends Class<?>> parameterTypes() {
		return this.parameters.stream().map(OperationParameter::getType);
	}

	Set<String> parameterNames() {
		return this.parameters.stream().map(OperationParameter::getName).collect(Collectors.toSet());
	}

	boolean is(String endpoint, OperationType type) {
		return this.endpoint.toLowerCaseString().equals(endpoint) && this.type == type;
	}

}
