package io.clusterboot.web;

import java.time.Duration;

/**
 * The connections of one shared listener, for those that must not see the web server.
 */
interface SharedPortConnections {

	/**
	 * Return the open connections of clients.
	 * @return number of connections
	 */
	int openConnections();

	/**
	 * Return the connections of clients that were accepted so far.
	 * @return number of connections
	 */
	long acceptedConnections();

	/**
	 * Return how long ago a connection was accepted or closed.
	 * @return number of nanoseconds
	 */
	long quietNanos();

	/**
	 * Ask all clients to leave: every response from now on is the last on its connection.
	 */
	void announceEnd();

	/**
	 * Serve what is queued and take nothing new.
	 */
	void closeListener();

	/**
	 * End what would never end by itself: server-sent events, those that begin later
	 * included, and the WebSocket sessions that there are.
	 */
	void endStreams();

	/**
	 * Close the connections on which nothing happens.
	 * @param age how long a connection must have sent nothing
	 * @return how many are left that are worth waiting for
	 */
	LeftConnections closeIdle(Duration age);

}
