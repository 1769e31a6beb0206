package io.clusterboot.web;

/**
 * Tells whether this JVM is a worker, which shares its port with others. Asked at run
 * time: conditions on beans are evaluated when an application is processed ahead of time.
 *
 * @since 0.1.0
 */
public final class SharedPort {

	private static final String ORDINAL_PROPERTY = "cluster.worker.ordinal";

	private static final String INHERITS_PROPERTY = "cluster.worker.inherits";

	private final boolean shared;

	private final boolean inherited;

	/**
	 * Create a new {@link SharedPort} instance.
	 * @param shared whether the port is shared
	 */
	public SharedPort(boolean shared) {
		this(shared, false);
	}

	SharedPort(boolean shared, boolean inherited) {
		this.shared = shared;
		this.inherited = inherited;
	}

	/**
	 * Return the answer for this JVM, whose system properties name a worker's ordinal.
	 * @return a new instance
	 */
	public static SharedPort ofThisJvm() {
		return new SharedPort(System.getProperty(ORDINAL_PROPERTY) != null, Boolean.getBoolean(INHERITS_PROPERTY));
	}

	/**
	 * Return whether the port is shared with other processes.
	 * @return {@code true} in a worker
	 */
	public boolean isShared() {
		return this.shared;
	}

	/**
	 * Return whether the primary owns the listening socket of the application's own port.
	 * @return {@code true} in a worker that finds it on its standard input
	 */
	public boolean isInherited() {
		return this.inherited;
	}

}
