package io.clusterboot.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.clusterboot.soak.Tally.Failed;

/**
 * One client: sends one request after the other, over one connection or a new one each
 * time.
 */
final class Client implements Runnable {

	private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(2);

	private final int port;

	private final Endpoint endpoint;

	private final boolean keepAlive;

	private final Duration timeout;

	private final Tally tally;

	private final BooleanSupplier goOn;

	private HttpConnection connection;

	private volatile long pid;

	private volatile boolean inFlight;

	Client(int port, Endpoint endpoint, boolean keepAlive, Duration timeout, Tally tally, BooleanSupplier goOn) {
		this.port = port;
		this.endpoint = endpoint;
		this.keepAlive = keepAlive;
		this.timeout = timeout;
		this.tally = tally;
		this.goOn = goOn;
	}

	/**
	 * Return who holds the other end of the connection.
	 * @return the process id, or 0 if it is a new connection
	 */
	long pid() {
		return this.pid;
	}

	boolean isInFlight() {
		return this.inFlight;
	}

	@Override
	public void run() {
		byte[] request = this.endpoint.request(this.keepAlive);
		while (this.goOn.getAsBoolean()) {
			send(request);
		}
		disconnect();
	}

	private void send(byte[] request) {
		try {
			this.inFlight = true;
			connect();
			Endpoint.Origin origin = this.endpoint.origin(this.connection.exchange(request));
			this.tally.succeeded(origin);
			this.pid = origin.pid();
			this.inFlight = false;
			if (!this.keepAlive || !this.connection.isReusable()) {
				disconnect();
			}
		}
		catch (RequestFailedException ex) {
			this.tally.failed(new Failed(System.nanoTime(), ex.failure(), this.pid));
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
			this.connection = HttpConnection.open(this.port, this.timeout);
			this.tally.opened();
		}
	}

	private void disconnect() {
		if (this.connection != null) {
			this.connection.close();
			this.connection = null;
		}
		this.pid = 0;
	}

}
