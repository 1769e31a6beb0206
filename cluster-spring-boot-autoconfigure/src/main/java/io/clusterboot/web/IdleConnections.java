package io.clusterboot.web;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections between two requests, and none on which a request has begun.
 */
final class IdleConnections implements Closeable {

	private final ArrivedBytes arrived;

	private final long before;

	/**
	 * Create a new {@link IdleConnections} instance.
	 * @param age how long a connection must have sent nothing to be closed
	 * @throws IOException if no selector can be had
	 */
	IdleConnections(Duration age) throws IOException {
		this.arrived = new ArrivedBytes();
		this.before = System.currentTimeMillis() - age.toMillis();
	}

	static boolean isHttp2(Processor processor) {
		return processor.isUpgrade() && processor.getUpgradeToken().getProtocol().startsWith("h2");
	}

	/**
	 * Close a connection if it is idle.
	 * @param connection the connection
	 * @param left connections that are left so far
	 * @return connections that are left, with this one if it is
	 */
	LeftConnections closeOrCount(NioSocketWrapper connection, LeftConnections left) {
		Lock lock = connection.getLock();
		// Whoever holds it processes a request, or what comes before and after.
		if (!lock.tryLock()) {
			return left.plusBusy();
		}
		try {
			return connection.isClosed() ? left
					: closeOrCount(connection, (Processor) connection.getCurrentProcessor(), left);
		}
		finally {
			lock.unlock();
		}
	}

	private LeftConnections closeOrCount(NioSocketWrapper connection, @Nullable Processor processor,
			LeftConnections left) {
		if (processor == null) {
			return closeBetweenRequests(connection, left);
		}
		if (!processor.isUpgrade()) {
			// Half a request, unless it is one that goes on in the background.
			return processor.isAsync() ? left : left.plusBusy();
		}
		if (!isHttp2(processor) || isRecent(connection)) {
			return left.plusBusy();
		}
		// Tells the client which streams it may send again, and does nothing while one of
		// them is open.
		processor.timeoutAsync(Long.MAX_VALUE);
		return left;
	}

	private LeftConnections closeBetweenRequests(NioSocketWrapper connection, LeftConnections left) {
		if (isRecent(connection) || this.arrived.isAny(connection.getSocket().getIOChannel())) {
			return left.plusExpected();
		}
		connection.close();
		return left;
	}

	private boolean isRecent(NioSocketWrapper connection) {
		return connection.getLastRead() > this.before;
	}

	@Override
	public void close() throws IOException {
		this.arrived.close();
	}

}
