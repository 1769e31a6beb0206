package io.clusterboot.actuate.all;

/**
 * Reads an endpoint of all workers in a way of its own.
 */
interface SpecialRead {

	/**
	 * Return the endpoint.
	 * @return its id
	 */
	String endpoint();

	/**
	 * Return how it is read.
	 * @param one has one worker run an operation
	 * @param json writes and reads what workers say
	 * @return the way
	 */
	Way way(OneWorker one, EndpointJson json);

}
