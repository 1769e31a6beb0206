package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the control thread does: waits for what can be accepted, read or written, and does
 * it. Nothing that a connection does ends it.
 */
final class ControlLoop {

	private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * How often it is looked at the end whether something was left unread.
	 */
	private static final int LAST_LOOKS = 64;

	private static final Log logger = LogFactory.getLog(ControlLoop.class);

	private static final Guard guard = new Guard(logger, "The control channel had a failure and goes on");

	private final Selector selector;

	private final ControlDialogue dialogue;

	private final Newcomers newcomers;

	private final Reception reception;

	private final Queue<ControlConnection> toFlush = new ConcurrentLinkedQueue<>();

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private volatile boolean stopped;

	ControlLoop(ServerSocketChannel server, ControlDialogue dialogue, ControlSettings settings) throws IOException {
		this.dialogue = dialogue;
		this.newcomers = new Newcomers(settings);
		this.selector = Selector.open();
		this.reception = new Reception(server, this.selector, this.newcomers, settings);
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

	boolean isStopped() {
		return this.stopped;
	}

	/**
	 * Have the turn end that is under way. Any thread may ask.
	 */
	void wakeUp() {
		this.selector.wakeup();
	}

	boolean isTurnOfThisThread() {
		return Thread.currentThread() == this.thread.get();
	}

	/**
	 * Wait for something to do, and do it.
	 */
	void turn() {
		this.thread.set(Thread.currentThread());
		try {
			this.selector.select(this::serve, timeout());
			// Of a listener that ran on this thread before, which would never wait again.
			Thread.interrupted();
			flushQueued();
			expire();
			this.reception.update();
		}
		catch (Throwable ex) {
			guard.complain(ex);
			LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
		}
		finally {
			this.thread.set(null);
		}
	}

	private void serve(SelectionKey key) {
		ControlConnection connection = (ControlConnection) key.attachment();
		if (connection == null) {
			this.reception.accept();
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

	/**
	 * Return how long to wait at most.
	 * @return the time in milliseconds, 0 for ever
	 */
	private long timeout() {
		long nanos = Math.min(this.reception.delay(), this.newcomers.delay());
		return (nanos != Long.MAX_VALUE) ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1) : 0;
	}

	/**
	 * Read what processes that have ended said last, and close all connections.
	 */
	void close() {
		this.reception.close();
		readTheRest();
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

	private void readTheRest() {
		try {
			for (int i = 0; i < LAST_LOOKS && this.selector.selectNow(this::serve) > 0; i++) {
				flushQueued();
			}
		}
		catch (Throwable ex) {
			guard.complain(ex);
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
