package io.clusterboot;

/**
 * What a worker measures of itself, sent with every heartbeat.
 *
 * @param connections open connections of the shared listener
 * @param acceptedConnections connections accepted since the worker's start
 * @param activeRequests requests in flight
 * @param totalRequests requests since the worker's start
 * @param heapUsed used heap in bytes
 * @param heapMax largest heap in bytes
 * @param heapAfterGc heap in use after the last garbage collection in bytes, 0 before the
 * first
 * @param rss resident set size in bytes, 0 where the platform does not tell
 * @param cpu processor use since the measurement before, in cores
 * @param threads live threads
 * @since 0.1.0
 */
public record WorkerLoad(long connections, long acceptedConnections, long activeRequests, long totalRequests,
		long heapUsed, long heapMax, long heapAfterGc, long rss, double cpu, int threads) {

	/**
	 * The load of a worker that has not reported yet.
	 */
	public static final WorkerLoad NONE = new WorkerLoad(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

}
