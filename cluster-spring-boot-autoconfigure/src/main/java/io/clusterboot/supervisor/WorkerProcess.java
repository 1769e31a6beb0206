package io.clusterboot.supervisor;

/**
 * A worker's process as the supervisor handles it. No method blocks or throws.
 *
 * @since 0.1.0
 */
public interface WorkerProcess {

	/**
	 * Return the process id.
	 * @return the process id
	 */
	long pid();

	/**
	 * Ask the process to leave gracefully (SIGTERM).
	 */
	void terminate();

	/**
	 * End the process at once (SIGKILL).
	 */
	void kill();

	/**
	 * Ask the JVM for a thread dump on its standard output (SIGQUIT). A stopped process
	 * answers nothing.
	 */
	void dumpThreads();

}
