package io.clusterboot.context;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when a JVM has only a part of what makes it a worker.
 */
class WorkerMarkerException extends RuntimeException {

	private final String key;

	/**
	 * Create a new {@link WorkerMarkerException} instance.
	 * @param key the system property that is missing or wrong
	 * @param value its value, null where it is missing
	 */
	WorkerMarkerException(String key, @Nullable String value) {
		super(buildMessage(key, value));
		this.key = key;
	}

	private static String buildMessage(String key, @Nullable String value) {
		String problem = (value != null) ? "has the value '" + value + "', which the primary never sets" : "is missing";
		return "This JVM was started with an incomplete mark of a worker: the system property '" + key + "' " + problem;
	}

	String getKey() {
		return this.key;
	}

}
