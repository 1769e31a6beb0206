package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Lets new connections in, as many as there is room for. Belongs to the control thread.
 */
final class Reception {

	private static final int ACCEPTS_PER_TURN = 16;

	private static final Log logger = LogFactory.getLog(Reception.class);

	private final Selector selector;

	private final ControlListener listener;

	private final PeerCheck peerCheck;

	private final Newcomers newcomers;

	private final LongSupplier nanoTime;

	Reception(ServerSocketChannel server, Selector selector, Newcomers newcomers, ControlSettings settings)
			throws IOException {
		this.selector = selector;
		this.newcomers = newcomers;
		this.nanoTime = settings.nanoTime();
		this.peerCheck = settings.peerCheck().create(server.getLocalAddress());
		this.listener = new ControlListener(server, selector, settings);
	}

	void accept() {
		SocketChannel channel = this.newcomers.hasRoom() ? this.listener.accept() : null;
		for (int i = 1; channel != null; i++) {
			admit(channel);
			channel = (i < ACCEPTS_PER_TURN && this.newcomers.hasRoom()) ? this.listener.accept() : null;
		}
	}

	/**
	 * Wait for further connections, or leave them in the queue.
	 */
	void update() {
		this.listener.update(this.newcomers.hasRoom(), now());
	}

	/**
	 * Return how long no connection is to be accepted because the last one failed.
	 * @return the time in nanoseconds, {@link Long#MAX_VALUE} if there is no reason to
	 * wait
	 */
	long delay() {
		long delay = this.listener.delay(now());
		return (delay != 0) ? delay : Long.MAX_VALUE;
	}

	void close() {
		this.listener.close();
	}

	private void admit(SocketChannel channel) {
		try {
			if (!this.peerCheck.allows(channel)) {
				throw new ProtocolException("it comes from another user");
			}
			register(channel);
		}
		catch (Throwable ex) {
			closeQuietly(channel);
			logger.warn("Refused a connection to the control channel: " + ex.getMessage());
		}
	}

	private void register(SocketChannel channel) throws IOException {
		channel.configureBlocking(false);
		SelectionKey key = channel.register(this.selector, SelectionKey.OP_READ);
		ControlConnection connection = new ControlConnection(channel, key, this.newcomers.deadline());
		key.attach(connection);
		this.newcomers.add(connection);
	}

	private static void closeQuietly(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			logger.trace("A connection did not close cleanly", ex);
		}
	}

	private long now() {
		return this.nanoTime.getAsLong();
	}

}
