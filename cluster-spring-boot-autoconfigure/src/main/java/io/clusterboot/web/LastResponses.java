package io.clusterboot.web;

import org.apache.coyote.Request;
import org.apache.coyote.Response;

/**
 * Decides which responses are the last on their connections and tells their clients.
 */
final class LastResponses {

	private static final String CONNECTION = "Connection";

	private static final int SWITCHING_PROTOCOLS = 101;

	private volatile boolean all;

	/**
	 * From now on each response is the last on its connection.
	 */
	void endAll() {
		this.all = true;
	}

	/**
	 * Start afresh.
	 */
	void reset() {
		this.all = false;
	}

	/**
	 * Called when a request begins.
	 * @param request the request
	 * @param response its response
	 */
	void begin(Request request, Response response) {
		// A request for another protocol is answered with a header of that name itself.
		if (request.getHeader("Upgrade") == null) {
			beforeHeaders(request, response);
		}
	}

	/**
	 * Called before the headers of a response are written.
	 * @param request the request
	 * @param response its response
	 */
	void beforeHeaders(Request request, Response response) {
		if (isHttp1(request) && response.getStatus() != SWITCHING_PROTOCOLS && this.all) {
			response.getMimeHeaders().setValue(CONNECTION).setString("close");
		}
	}

	private boolean isHttp1(Request request) {
		return request.protocol().startsWithIgnoreCase("http/1", 0);
	}

}
