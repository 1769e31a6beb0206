package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections, and leaves them in the queue of the operating system while they
 * cannot be served. Belongs to the control thread.
 */
final class ControlListener {

	private static final Log logger = LogFactory.getLog(ControlListener.class);

	private final ServerSocketChannel server;

	private final SelectionKey key;

	private final ControlSettings settings;

	private boolean failing;

	private long resumeAt;

	ControlListener(ServerSocketChannel server, Selector selector, ControlSettings settings) throws IOException {
		this.server = server;
		this.settings = settings;
		server.configureBlocking(false);
		this.key = server.register(selector, SelectionKey.OP_ACCEPT);
	}

	/**
	 * Accept a connection.
	 * @return the connection, or {@code null} if there is none or it cannot be accepted
	 */
	@Nullable SocketChannel accept() {
		try {
			SocketChannel channel = this.settings.acceptor().accept(this.server);
			this.failing = false;
			return channel;
		}
		catch (IOException ex) {
			pause(ex);
			return null;
		}
	}

	/**
	 * Wait for further connections, or leave them in the queue.
	 * @param room whether one more can be served
	 * @param now the time in nanoseconds
	 */
	void update(boolean room, long now) {
		this.key.interestOps((room && delay(now) == 0) ? SelectionKey.OP_ACCEPT : 0);
	}

	/**
	 * Return how long no connection is to be accepted because the last one failed.
	 * @param now the time in nanoseconds
	 * @return the time in nanoseconds, 0 if there is no reason to wait
	 */
	long delay(long now) {
		return (this.failing) ? Math.max(0, this.resumeAt - now) : 0;
	}

	private void pause(IOException ex) {
		boolean first = !this.failing;
		// The connection stays in the queue: without a pause the selector would spin.
		this.failing = true;
		this.resumeAt = this.settings.nanoTime().getAsLong() + this.settings.acceptPause().toNanos();
		if (first) {
			logger.warn("Cannot accept a worker's connection (" + ex.getMessage() + "), trying again every "
					+ this.settings.acceptPause().toMillis() + " ms");
		}
	}

	void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			logger.trace("The listener did not close cleanly", ex);
		}
	}

}
