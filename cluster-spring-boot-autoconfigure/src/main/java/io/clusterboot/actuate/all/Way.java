package io.clusterboot.actuate.all;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;

/**
 * How an operation is run when any worker is asked.
 */
@FunctionalInterface
interface Way {

	/**
	 * The way of an operation that concerns the worker alone that is asked.
	 */
	Way OWN = (operation, context) -> operation.invoker().invoke(context);

	/**
	 * Run the operation.
	 * @param operation the operation
	 * @param context what it is asked for
	 * @return its result
	 */
	@Nullable Object invoke(KnownOperation operation, InvocationContext context);

}
