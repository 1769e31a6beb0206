package io.clusterboot.process;

import java.io.IOException;
import java.util.Map;

import io.clusterboot.WorkerIdentity;

/**
 * Says what a worker is started with.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WorkerCommandFactory {

	/**
	 * Create command and environment of one worker.
	 * @param identity identity of the process to fork
	 * @param environment environment variables of its own
	 * @return what to start
	 * @throws IOException if the command needs a file that cannot be written
	 */
	ForkSpec create(WorkerIdentity identity, Map<String, String> environment) throws IOException;

}
