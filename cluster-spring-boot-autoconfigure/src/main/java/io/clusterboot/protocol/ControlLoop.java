package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The control thread: waits for what can be accepted, read or written, and does it.
 * Nothing that a connection does ends it.
 */
final class ControlLoop implements Runnable {

	private static final int ACCEPTS_PER_TURN = 16;

	private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

	private static final Log logger = LogFactory.getLog(ControlLoop.class);

	private static final Guard guard = new Guard(logger, "The control channel had a failure and goes on");

	private final Selector selector;

	private final ControlListener listener;

	private final ControlDialogue dialogue;

	private final PeerCheck peerCheck;

	private final LongSupplier nanoTime;

	private final Newcomers newcomers;

	private final Queue<ControlConnection> toFlush = new ConcurrentLinkedQueue<>();

	private volatile boolean stopped;

	ControlLoop(ServerSocketChannel server, ControlDialogue dialogue, ControlSettings settings) throws IOException {
		this.dialogue = dialogue;
		this.newcomers = new Newcomers(settings);
		this.nanoTime = settings.nanoTime();
		this.peerCheck = settings.peerCheck().create(server.getLocalAddress());
		this.selector = Selector.open();
		this.listener = new ControlListener(server, this.selector, settings);
	}

	/**
	 * Have what was posted to the connection written. Any thread may ask.
	 * @param connection the connection
	 */
	void flushLater(ControlConnection connection) {
		if (connection.queue()) {
			this.toFlush.add(connection);
			this.selector.wakeup();
		}
	}

	/**
	 * Stop the loop. Any thread may ask.
	 */
	void stop() {
		this.stopped = true;
		this.selector.wakeup();
	}

	@Override
	public void run() {
		while (!this.stopped) {
			try {
				turn();
			}
			catch (Throwable ex) {
				guard.complain(ex);
				LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
			}
		}
		closeAll();
	}

	private void turn() throws IOException {
		this.selector.select(this::serve, timeout());
		flushQueued();
		expire();
		this.listener.update(this.newcomers.hasRoom(), now());
	}

	private void serve(SelectionKey key) {
		ControlConnection connection = (ControlConnection) key.attachment();
		if (connection == null) {
			accept();
		}
		else {
			attempt(connection, () -> serve(connection, key));
		}
	}

	private boolean serve(ControlConnection connection, SelectionKey key) throws IOException {
		if (key.isReadable() && !read(connection)) {
			return false;
		}
		return connection.flush();
	}

	private boolean read(ControlConnection connection) throws IOException {
		if (!connection.fill()) {
			return false;
		}
		Message.FromWorker message = connection.next();
		while (message != null) {
			this.dialogue.receive(connection, message);
			message = connection.next();
		}
		if (connection.identity() != null) {
			this.newcomers.remove(connection);
		}
		return true;
	}

	private void accept() {
		SocketChannel channel = (this.newcomers.hasRoom()) ? this.listener.accept() : null;
		for (int i = 1; channel != null; i++) {
			admit(channel);
			channel = (i < ACCEPTS_PER_TURN && this.newcomers.hasRoom()) ? this.listener.accept() : null;
		}
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

	private void flushQueued() {
		ControlConnection connection = this.toFlush.poll();
		while (connection != null) {
			if (connection.isOpen()) {
				attempt(connection, connection::flush);
			}
			connection = this.toFlush.poll();
		}
	}

	private void expire() {
		ControlConnection overdue = this.newcomers.overdue();
		while (overdue != null) {
			close(overdue, null);
			overdue = this.newcomers.overdue();
		}
	}

	private void attempt(ControlConnection connection, Step step) {
		try {
			if (!step.run()) {
				close(connection, null);
			}
		}
		catch (Throwable ex) {
			close(connection, ex);
		}
	}

	private void close(ControlConnection connection, @Nullable Throwable cause) {
		connection.close();
		this.newcomers.remove(connection);
		this.dialogue.closed(connection);
		if (cause instanceof ProtocolException && connection.identity() != null) {
			logger.warn("Closed the control channel of " + connection + ": " + cause.getMessage());
		}
		else if (cause != null) {
			logger.trace("Closed a connection to the control channel", cause);
		}
	}

	private long now() {
		return this.nanoTime.getAsLong();
	}

	/**
	 * Return how long to wait at most.
	 * @return the time in milliseconds, 0 for ever
	 */
	private long timeout() {
		long nanos = this.listener.delay(now());
		nanos = (nanos != 0) ? nanos : Long.MAX_VALUE;
		nanos = Math.min(nanos, this.newcomers.delay());
		return (nanos != Long.MAX_VALUE) ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1) : 0;
	}

	private void closeAll() {
		this.listener.close();
		for (SelectionKey key : this.selector.keys()) {
			if (key.attachment() instanceof ControlConnection connection) {
				connection.close();
			}
		}
		try {
			this.selector.close();
		}
		catch (IOException ex) {
			logger.trace("The selector did not close cleanly", ex);
		}
	}

	private static void closeQuietly(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			logger.trace("A connection did not close cleanly", ex);
		}
	}

	/**
	 * Something done with a connection that tells whether the connection goes on.
	 */
	@FunctionalInterface
	private interface Step {

		boolean run() throws IOException;

	}

}
