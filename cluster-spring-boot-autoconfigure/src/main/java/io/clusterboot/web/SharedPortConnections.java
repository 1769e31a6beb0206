package io.clusterboot.web;

/**
 * The connections of one shared listener, for those that must not see the web server.
 */
interface SharedPortConnections {

	/**
	 * Return the open connections.
	 * @return number of connections
	 */
	int openConnections();

	/**
	 * Serve what is queued, take nothing new, and end keep-alive with the next response.
	 */
	void closeListener();

	/**
	 * Wait for the connections to end.
	 * @param millis longest time to wait, in milliseconds
	 * @return what is left of that time, in milliseconds
	 */
	long awaitClosed(long millis);

}
