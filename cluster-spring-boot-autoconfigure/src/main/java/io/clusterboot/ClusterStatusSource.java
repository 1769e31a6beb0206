package io.clusterboot;

import java.time.Duration;

/**
 * Gives the picture of the cluster, the same in every process of it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ClusterStatusSource {

	/**
	 * Return the cluster's status as of now.
	 * @return the status; what a worker measures of itself is at most about one and a
	 * half heartbeat intervals old
	 * @throws ClusterUnavailableException if the primary did not answer in time
	 */
	ClusterStatus status();

	/**
	 * Return the cluster's status as of now. Who does not know better waits as long as
	 * {@link #status()} does.
	 * @param timeout how long to wait for the primary
	 * @return the status
	 * @throws ClusterUnavailableException if the primary did not answer in time
	 */
	default ClusterStatus status(Duration timeout) {
		return status();
	}

}
