package io.clusterboot.soak;

/**
 * The ways in which a request can fail, as its client sees them.
 */
enum Failure {

	/**
	 * Nobody listens, or the listener closed while the connection waited in its queue.
	 */
	REFUSED,

	/**
	 * No answer to the attempt to connect.
	 */
	CONNECT_TIMEOUT,

	/**
	 * The connection was reset, or could not be written to, before the first byte of the
	 * response.
	 */
	RESET_BEFORE_RESPONSE,

	/**
	 * The connection was reset within the response.
	 */
	RESET_IN_RESPONSE,

	/**
	 * A new connection ended before the first byte of the response.
	 */
	EOF_ON_NEW,

	/**
	 * A connection that had served before ended instead of answering.
	 */
	EOF_ON_REUSED,

	/**
	 * The connection ended within the response.
	 */
	EOF_IN_RESPONSE,

	/**
	 * No byte of the response came in time.
	 */
	TIMEOUT_BEFORE_RESPONSE,

	/**
	 * The response began and did not end in time.
	 */
	TIMEOUT_IN_RESPONSE,

	/**
	 * A status from 500.
	 */
	SERVER_ERROR,

	/**
	 * Any other status than 200.
	 */
	WRONG_STATUS,

	/**
	 * A successful response that says something else than it should.
	 */
	WRONG_BODY,

	/**
	 * A response that is not HTTP, or a failure on the client's own side.
	 */
	OTHER

}
