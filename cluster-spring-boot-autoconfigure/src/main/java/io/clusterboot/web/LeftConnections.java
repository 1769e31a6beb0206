package io.clusterboot.web;

/**
 * Connections that are left when the idle ones are closed.
 *
 * @param expected those on which a request has arrived that nobody has begun to read, or
 * may be about to arrive
 * @param busy those on which something is under way: half a request, one that is
 * processed, the end of a WebSocket session
 */
record LeftConnections(int expected, int busy) {

	static final LeftConnections NONE = new LeftConnections(0, 0);

	LeftConnections plusExpected() {
		return new LeftConnections(this.expected + 1, this.busy);
	}

	LeftConnections plusBusy() {
		return new LeftConnections(this.expected, this.busy + 1);
	}

}
