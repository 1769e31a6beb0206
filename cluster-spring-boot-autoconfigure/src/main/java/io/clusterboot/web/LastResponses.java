package io.clusterboot.web;

import org.apache.coyote.Request;
import org.apache.coyote.Response;

/**
 * Decides which responses are the last on their connections and tells their clients.
 */
final class LastResponses {

	private static final String CONNECTION = "Connection";

	private static final String CLOSE = "close";

	private static final int SWITCHING_PROTOCOLS = 101;

	private final ClosingTickets tickets;

	private volatile boolean all;

	/**
	 * Create a new {@link LastResponses} instance.
	 * @param tickets how many connections are to end although the server stays
	 */
	LastResponses(ClosingTickets tickets) {
		this.tickets = tickets;
	}

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
		if (this.all && isHttp1(request) && request.getHeader("Upgrade") == null) {
			end(response);
		}
	}

	/**
	 * Called before the headers of a response are written.
	 * @param request the request
	 * @param response its response
	 */
	void beforeHeaders(Request request, Response response) {
		if (isHttp1(request) && response.getStatus() != SWITCHING_PROTOCOLS && isLast(request, response)) {
			end(response);
		}
	}

	private boolean isLast(Request request, Response response) {
		return this.all || (this.tickets.isAvailable() && isKeptAlive(request, response) && this.tickets.take());
	}

	private boolean isKeptAlive(Request request, Response response) {
		String wish = request.getHeader(CONNECTION);
		boolean kept = request.protocol().equals("HTTP/1.1") && (wish == null || !wish.equalsIgnoreCase(CLOSE));
		return kept && response.getMimeHeaders().getHeader(CONNECTION) == null;
	}

	private void end(Response response) {
		response.getMimeHeaders().setValue(CONNECTION).setString(CLOSE);
	}

	private boolean isHttp1(Request request) {
		return request.protocol().startsWithIgnoreCase("http/1", 0);
	}

}
