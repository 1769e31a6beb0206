package io.clusterboot.socket;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a worker comes by the listening socket of the application's own port.
 *
 * @since 0.1.0
 */
public enum ListenerOrigin {

	/**
	 * It binds one of its own.
	 */
	BOUND,

	/**
	 * The primary lends it one that is for this worker alone.
	 */
	LENT,

	/**
	 * The primary lends it the one that all workers accept from.
	 */
	SHARED;

	/**
	 * System property of a worker that says it.
	 */
	public static final String PROPERTY = "cluster.worker.listener";

	/**
	 * Return the origin with a name.
	 * @param name the name, or {@code null} where none was told
	 * @return the origin
	 * @throws IllegalArgumentException if there is no such origin
	 */
	public static ListenerOrigin of(@Nullable String name) {
		return (name != null) ? valueOf(name.toUpperCase(Locale.ROOT)) : BOUND;
	}

	/**
	 * Return the name as the primary tells it.
	 * @return the name
	 */
	public String lowerCaseName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
