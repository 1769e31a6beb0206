package io.clusterboot.web;

import io.clusterboot.socket.ListenerOrigin;

/**
 * Tells whether this JVM is a worker, which shares its port with others. Asked at run
 * time: conditions on beans are evaluated when an application is processed ahead of time.
 *
 * @since 0.1.0
 */
public final class SharedPort {

	private static final String ORDINAL_PROPERTY = "cluster.worker.ordinal";

	private final boolean shared;

	private final ListenerOrigin origin;

	/**
	 * Create a new {@link SharedPort} instance.
	 * @param shared whether the port is shared
	 */
	public SharedPort(boolean shared) {
		this(shared, ListenerOrigin.BOUND);
	}

	SharedPort(boolean shared, ListenerOrigin origin) {
		this.shared = shared;
		this.origin = origin;
	}

	/**
	 * Return the answer for this JVM, whose system properties name a worker's ordinal.
	 * @return a new instance
	 */
	public static SharedPort ofThisJvm() {
		return new SharedPort(System.getProperty(ORDINAL_PROPERTY) != null,
				ListenerOrigin.of(System.getProperty(ListenerOrigin.PROPERTY)));
	}

	/**
	 * Return whether the port is shared with other processes.
	 * @return {@code true} in a worker
	 */
	public boolean isShared() {
		return this.shared;
	}

	/**
	 * Return how this JVM comes by the listening socket of the application's own port.
	 * @return the origin
	 */
	public ListenerOrigin origin() {
		return this.origin;
	}

}
