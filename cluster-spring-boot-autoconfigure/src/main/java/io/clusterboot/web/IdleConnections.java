package io.clusterboot.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.Lock;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections between two requests, and none on which a request has begun.
 */
final class IdleConnections implements Closeable {

	private final Selector selector;

	private final long before;

	/**
	 * Create a new {@link IdleConnections} instance.
	 * @param age how long a connection must have sent nothing to be closed
	 * @throws IOException if no selector can be had
	 */
	IdleConnections(Duration age) throws IOException {
		// One of our own tells what has arrived without taking it from Tomcat.
		this.selector = Selector.open();
		this.before = System.currentTimeMillis() - age.toMillis();
	}

	/**
	 * Return whether a processor speaks a protocol that is no HTTP.
	 * @param processor the processor of a connection, {@code null} for none
	 * @return {@code true} for WebSocket and the like
	 */
	static boolean isUpgradedFromHttp(@Nullable Object processor) {
		return processor instanceof Processor upgraded && upgraded.isUpgrade() && !isHttp2(upgraded);
	}

	static boolean isHttp2(Processor processor) {
		return processor.isUpgrade() && processor.getUpgradeToken().getProtocol().startsWith("h2");
	}

	/**
	 * Close a connection if it is idle.
	 * @param connection the connection
	 * @return whether it is open and a request on it may yet begin or come to be
	 * processed
	 */
	boolean isLeft(NioSocketWrapper connection) {
		Lock lock = connection.getLock();
		// Whoever holds it processes a request.
		if (!lock.tryLock()) {
			return false;
		}
		try {
			return !connection.isClosed() && isLeft(connection, (Processor) connection.getCurrentProcessor());
		}
		finally {
			lock.unlock();
		}
	}

	private boolean isLeft(NioSocketWrapper connection, @Nullable Processor processor) {
		if (processor == null) {
			return isLeftBetweenRequests(connection);
		}
		if (!processor.isUpgrade()) {
			// Half a request, unless it is one that goes on in the background.
			return !processor.isAsync();
		}
		if (isHttp2(processor) && connection.getLastRead() <= this.before) {
			// Tells the client which streams it may send again, and does nothing while
			// one of them is open.
			processor.timeoutAsync(Long.MAX_VALUE);
		}
		return false;
	}

	private boolean isLeftBetweenRequests(NioSocketWrapper connection) {
		if (connection.getLastRead() > this.before || hasArrived(connection.getSocket().getIOChannel())) {
			return true;
		}
		connection.close();
		return false;
	}

	private boolean hasArrived(SocketChannel channel) {
		try {
			SelectionKey key = channel.register(this.selector, SelectionKey.OP_READ);
			this.selector.selectNow();
			boolean arrived = key.isReadable();
			key.cancel();
			this.selector.selectNow();
			return arrived;
		}
		catch (IOException | RuntimeException ex) {
			// It ends meanwhile.
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		this.selector.close();
	}

}
