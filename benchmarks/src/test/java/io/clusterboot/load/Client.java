package io.clusterboot.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.clusterboot.load.Connection.Opener;
import io.clusterboot.load.Tally.Failed;

/**
 * One client: sends one request after the other, over one connection or a new one each
 * time.
 *
 * @since 0.1.0
 */
public final class Client implements Runnable {

	private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(2);

	private final Opener opener;

	private final Endpoint endpoint;

	private final boolean keepAlive;

	private final Tally tally;

	private final Pace pace;

	private Connection connection;

	private volatile long pid;

	private volatile boolean inFlight;

	Client(Opener opener, Endpoint endpoint, boolean keepAlive, Tally tally, Pace pace) {
		this.opener = opener;
		this.endpoint = endpoint;
		this.keepAlive = keepAlive;
		this.tally = tally;
		this.pace = pace;
	}

	/**
	 * Return who holds the other end of the connection.
	 * @return the process id, or 0 if it is a new connection
	 */
	public long pid() {
		return this.pid;
	}

	public boolean isInFlight() {
		return this.inFlight;
	}

	@Override
	public void run() {
		while (this.pace.awaitNext()) {
			send();
		}
		disconnect();
	}

	private void send() {
		long start = System.nanoTime();
		try {
			this.inFlight = true;
			connect();
			Endpoint.Origin origin = this.endpoint.origin(this.connection.exchange());
			this.tally.succeeded(origin, start);
			this.pid = origin.pid();
			this.inFlight = false;
			if (!this.keepAlive || !this.connection.isReusable()) {
				disconnect();
			}
		}
		catch (RequestFailedException ex) {
			this.tally.failed(new Failed(System.nanoTime(), ex.failure(), this.pid), start);
			this.inFlight = false;
			disconnect();
			pauseAfter(ex.failure());
		}
	}

	private void pauseAfter(Failure failure) {
		if (failure == Failure.REFUSED || failure == Failure.OTHER) {
			LockSupport.parkNanos(PAUSE_AFTER_REFUSAL.toNanos());
		}
	}

	private void connect() throws RequestFailedException {
		if (this.connection == null) {
			this.connection = this.opener.open();
		}
	}

	private void disconnect() {
		if (this.connection != null) {
			this.connection.close();
			this.connection = null;
		}
		this.pid = 0;
	}

	/**
	 * Says when the next request is due.
	 */
	@FunctionalInterface
	interface Pace {

		/**
		 * Wait for the time of the next request.
		 * @return {@code false} if there is none
		 */
		boolean awaitNext();

	}

}
