package io.clusterboot.load;

/**
 * The ways in which a request can fail, as its client sees them.
 *
 * @since 0.1.0
 */
public enum Failure {

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
	 * A connection that had served before was reset instead of answering.
	 */
	RESET_ON_REUSED,

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
	 * HTTP/2: the server refused to process the request, again and again.
	 */
	REFUSED_STREAM,

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
	OTHER;

	/**
	 * Return whether this may be the request that was sent on an idle connection at the
	 * very moment when that was closed, which HTTP/1.1 cannot prevent and a client is to
	 * repeat. Counted apart.
	 * @return {@code true} if no byte of an answer came on a connection used before
	 */
	public boolean isApart() {
		return this == EOF_ON_REUSED || this == RESET_ON_REUSED;
	}

}
