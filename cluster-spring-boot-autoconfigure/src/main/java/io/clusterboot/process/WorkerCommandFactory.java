package io.clusterboot.process;

import java.io.IOException;

import io.clusterboot.supervisor.ForkRequest;

/**
 * Says what a worker is started with.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WorkerCommandFactory {

	/**
	 * Create command and environment of one worker.
	 * @param request the worker
	 * @return what to start
	 * @throws IOException if the command needs a file that cannot be written
	 */
	ForkSpec create(ForkRequest request) throws IOException;

}
