package io.clusterboot.load;

/**
 * What a client sends its requests over.
 */
interface Connection extends AutoCloseable {

	/**
	 * Send one request and read the whole response.
	 * @return the body of a response with status 200
	 * @throws RequestFailedException if there is no such response
	 */
	String exchange() throws RequestFailedException;

	boolean isReusable();

	@Override
	void close();

	/**
	 * Opens connections for one client.
	 */
	@FunctionalInterface
	interface Opener {

		Connection open() throws RequestFailedException;

	}

}
