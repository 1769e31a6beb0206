package io.clusterboot.load;

import java.time.Duration;

/**
 * One HTTP/1.1 connection for requests that are all the same.
 */
final class Http1Connection implements Connection {

	private final HttpConnection connection;

	private final byte[] head;

	private final Upload body;

	private Http1Connection(HttpConnection connection, byte[] head, Upload body) {
		this.connection = connection;
		this.head = head;
		this.body = body;
	}

	static Opener opener(int port, byte[] head, Upload body, Duration timeout, Tally tally) {
		return () -> {
			HttpConnection connection = HttpConnection.open(port, timeout);
			tally.opened();
			return new Http1Connection(connection, head, body);
		};
	}

	@Override
	public String exchange() throws RequestFailedException {
		return this.connection.exchange(this.head, this.body);
	}

	@Override
	public boolean isReusable() {
		return this.connection.isReusable();
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
