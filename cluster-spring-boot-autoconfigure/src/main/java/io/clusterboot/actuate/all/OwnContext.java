package io.clusterboot.actuate.all;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * The context of a request without the parameter that only says which worker is asked.
 */
final class OwnContext extends InvocationContext {

	private final InvocationContext context;

	OwnContext(InvocationContext context) {
		this(context, WorkerParameter.without(context.getArguments()));
	}

	OwnContext(InvocationContext context, Map<String, Object> arguments) {
		super(SecurityContext.NONE, arguments);
		this.context = context;
	}

	@Override
	public <T> @Nullable T resolveArgument(Class<T> argumentType) {
		return this.context.resolveArgument(argumentType);
	}

	@Override
	public boolean canResolve(Class<?> type) {
		return this.context.canResolve(type);
	}

}
