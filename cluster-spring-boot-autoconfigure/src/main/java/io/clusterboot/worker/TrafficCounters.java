package io.clusterboot.worker;

/**
 * Counts what goes through the worker's shared listener. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface TrafficCounters {

	/**
	 * Return how many connections are open.
	 * @return number of connections
	 */
	long connections();

	/**
	 * Return how many connections were accepted since the worker's start.
	 * @return number of connections
	 */
	long acceptedConnections();

	/**
	 * Return how many requests are in flight.
	 * @return number of requests
	 */
	long activeRequests();

	/**
	 * Return how many requests came since the worker's start.
	 * @return number of requests
	 */
	long totalRequests();

}
