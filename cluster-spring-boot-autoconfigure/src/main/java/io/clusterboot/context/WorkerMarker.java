package io.clusterboot.context;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * The system properties on a worker's own command line that make it a worker. No
 * environment variables: those would pass on to whatever the worker starts.
 */
final class WorkerMarker {

	static final String ORDINAL = "cluster.worker.ordinal";

	static final String ID = "cluster.worker.id";

	static final String GENERATION = "cluster.worker.generation";

	static final String CHANNEL = "cluster.worker.channel";

	private static final List<String> KEYS = List.of(ORDINAL, ID, GENERATION, CHANNEL);

	private final Function<String, @Nullable String> systemProperties;

	WorkerMarker(Function<String, @Nullable String> systemProperties) {
		this.systemProperties = systemProperties;
	}

	/**
	 * Return whether any part of the marker is there.
	 * @return whether this JVM is, or claims to be, a worker
	 */
	boolean isPresent() {
		return KEYS.stream().anyMatch((key) -> this.systemProperties.apply(key) != null);
	}

	/**
	 * Return the role that the marker names.
	 * @return the role
	 * @throws WorkerMarkerException if a part is missing or makes no sense
	 */
	Role.Worker read() {
		WorkerIdentity identity = new WorkerIdentity(number(ID, 1), (int) number(ORDINAL, 0),
				(int) number(GENERATION, 1));
		return new Role.Worker(identity, Path.of(text(CHANNEL)));
	}

	private long number(String key, int least) {
		String text = text(key);
		if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
			throw new WorkerMarkerException(key, text);
		}
		return Integer.parseInt(text);
	}

	String text(String key) {
		String text = this.systemProperties.apply(key);
		if (text == null || text.isBlank()) {
			throw new WorkerMarkerException(key, text);
		}
		return text;
	}

}
