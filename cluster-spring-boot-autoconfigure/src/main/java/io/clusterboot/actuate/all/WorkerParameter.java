package io.clusterboot.actuate.all;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * The parameter {@code worker}, by which any endpoint answers for one worker.
 */
final class WorkerParameter {

	static final String NAME = "worker";

	private static final int MOST_DIGITS = 4;

	private WorkerParameter() {
	}

	/**
	 * Return the worker that is asked for.
	 * @param arguments the arguments of the request
	 * @return its ordinal, or {@code null} if none is
	 * @throws InvalidEndpointRequestException if it is no ordinal
	 */
	static @Nullable Integer of(Map<String, Object> arguments) {
		Object value = arguments.get(NAME);
		if (value == null) {
			return null;
		}
		String text = String.valueOf(value);
		if (!text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
			throw new InvalidEndpointRequestException(
					"'worker' is '" + text + "', but has to be the ordinal of one worker: 0 for the first",
					"No worker is called '" + text + "'; use the ordinal of one, such as worker=0");
		}
		return Integer.valueOf(text);
	}

	static Map<String, Object> without(Map<String, Object> arguments) {
		Map<String, Object> others = new LinkedHashMap<>(arguments);
		others.remove(NAME);
		return others;
	}

}
