package io.clusterboot.process;

import java.util.Collection;
import java.util.List;

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
	 * Return the processors that this process may run on.
	 * @return numbers of processors, or none where the system does not tell
	 */
	List<Integer> processors();

	/**
	 * Have a thread, and those that it starts from now on, run on some processors only.
	 * @param thread number of the thread, of any process of this user
	 * @param processors numbers of processors
	 * @return whether it does
	 */
	boolean bind(int thread, Collection<Integer> processors);

	/**
	 * Give memory that the C library holds and nobody uses back to the system. Does
	 * nothing where the library cannot.
	 */
	void trim();

}
