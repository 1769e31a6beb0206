package io.clusterboot.worker;

import io.clusterboot.WorkerLoad;

/**
 * Measures what a worker reports of itself.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LoadSampler {

	/**
	 * Return the load as of now. Called by one thread, which may wait.
	 * @return the load
	 */
	WorkerLoad sample();

}
