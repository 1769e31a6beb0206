package io.clusterboot.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import io.clusterboot.WorkerExit;

/**
 * Starts worker processes. The supervisor's only way to a process.
 *
 * @since 0.1.0
 */
public interface WorkerLauncher {

	/**
	 * Fork one worker.
	 * @param request the worker
	 * @param onExit told once, from any thread, how the process ended; by then all of its
	 * output has been relayed
	 * @return the running process
	 * @throws IOException if the operating system cannot start it
	 */
	WorkerProcess launch(ForkRequest request, Consumer<WorkerExit> onExit) throws IOException;

	/**
	 * Return what a worker printed last. Known for a while after its exit.
	 * @param id id of the worker
	 * @return the lines, oldest first; none if they are not known any more
	 */
	default List<String> lastLines(long id) {
		return List.of();
	}

}
