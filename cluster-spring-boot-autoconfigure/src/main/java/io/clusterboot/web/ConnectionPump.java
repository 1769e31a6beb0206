package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Accepts connections for a server on a thread of its own, which the server cannot
 * interrupt, and none that was not asked for: others are there to take it.
 */
final class ConnectionPump {

	private static final int JOIN_MILLIS = 1000;

	private final PortListener listener;

	private final Taker taker;

	private final Semaphore asked = new Semaphore(0);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Thread thread;

	/**
	 * Create a new {@link ConnectionPump} instance.
	 * @param listener where the connections come from
	 * @param taker takes them over
	 * @param name name of the thread
	 */
	ConnectionPump(PortListener listener, Taker taker, String name) {
		this.listener = listener;
		this.taker = taker;
		this.thread = new AcceptorThread(this::run, name, Thread.NORM_PRIORITY, true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Ask for a connection.
	 */
	void ask() {
		this.asked.release();
	}

	private void run() {
		this.asked.acquireUninterruptibly();
		while (!this.ended.get()) {
			pump();
			this.asked.acquireUninterruptibly();
		}
	}

	private void pump() {
		try {
			SocketChannel connection = this.listener.accept();
			if (connection != null) {
				this.taker.accepted(connection, null);
			}
		}
		catch (IOException ex) {
			this.taker.accepted(null, ex);
		}
		catch (RuntimeException | Error ex) {
			// Whatever it is: without this thread the worker would look well and serve
			// nobody.
			this.taker.accepted(null, new IOException(ex));
		}
	}

	/**
	 * End. What is being accepted at this moment reaches the taker before this returns.
	 */
	void end() {
		this.ended.set(true);
		this.listener.release();
		ask();
		try {
			this.thread.join(JOIN_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Takes what was asked for.
	 */
	interface Taker {

		/**
		 * Take over a connection or its absence.
		 * @param connection the connection, or {@code null} if there is none
		 * @param failure why there is none, or {@code null}
		 */
		void accepted(@Nullable SocketChannel connection, @Nullable IOException failure);

	}

}
