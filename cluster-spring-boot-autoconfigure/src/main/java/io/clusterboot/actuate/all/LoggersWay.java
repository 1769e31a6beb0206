package io.clusterboot.actuate.all;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * Sets the level of a logger, or of a group of them, in all workers and in those that
 * start later.
 */
final class LoggersWay extends BroadcastWay {

	private static final Log logger = LogFactory.getLog(LoggersWay.class);

	private static final String NAME = "name";

	private static final String LEVEL = "configuredLevel";

	private final Levels levels;

	LoggersWay(OneWorker one, Levels levels) {
		super(one);
		this.levels = levels;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		return this.levels.alone(() -> {
			Object result = super.invoke(operation, context);
			Object name = context.getArguments().get(NAME);
			this.levels.remember(String.valueOf(name), context.getArguments().get(LEVEL));
			return result;
		});
	}

	/**
	 * Set the levels in this worker that were set before it began to hear of them.
	 * @param operations the operations of this worker
	 * @param levels the levels
	 */
	static void inherit(Operations operations, Levels levels) {
		KnownOperation operation = operations.find("loggers", OperationType.WRITE, LEVEL);
		if (operation != null) {
			levels.alone(() -> {
				Properties known = levels.read();
				known.stringPropertyNames().forEach((name) -> inherit(operation, name, known.getProperty(name)));
				return known;
			});
		}
	}

	private static void inherit(KnownOperation operation, String name, String level) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put(NAME, name);
		if (!level.isEmpty()) {
			arguments.put(LEVEL, level);
		}
		try {
			operation.invoker().invoke(new InvocationContext(SecurityContext.NONE, arguments));
		}
		catch (RuntimeException ex) {
			logger.warn("The level of %s is not set to %s in this worker: %s".formatted(name, level, ex.getMessage()));
		}
	}

}
