package io.clusterboot.process;

/**
 * The calls of the C library for which there is no JDK API.
 */
interface NativeCalls {

	/**
	 * Reap a process if it has ended.
	 * @param pid the process
	 * @return its pid if it was reaped, 0 if it has not ended, -1 if it is none of ours
	 */
	int reap(int pid);

	/**
	 * Send a signal.
	 * @param pid the process
	 * @param signal number of the signal
	 * @return 0, or -1 if the signal cannot be sent
	 */
	int kill(int pid, int signal);

	/**
	 * Give memory that the C library holds and nobody uses back to the system. Does
	 * nothing where the library cannot.
	 */
	void trim();

}
