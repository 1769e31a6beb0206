package io.clusterboot.member;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;

/**
 * The messages that have arrived, handed over one after the other, by one thread at a
 * time.
 */
final class Inbox implements AutoCloseable {

	/**
	 * How long a handler may take of the time in which a process ends.
	 */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

	private static final Log logger = LogFactory.getLog(Inbox.class);

	private final Receipts receipts;

	private final BiConsumer<Incoming, Throwable> failures;

	private final Executor executor;

	private final Queue<Incoming> arrived = new ConcurrentLinkedQueue<>();

	/**
	 * Held by the thread that hands over.
	 */
	private final Semaphore turn = new Semaphore(1);

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private final AtomicReference<@Nullable Consumer<Incoming>> handler = new AtomicReference<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Create a new {@link Inbox} instance.
	 * @param receipts gets what was handled
	 * @param failures told what the handler throws
	 * @param executor hands over
	 */
	Inbox(Receipts receipts, BiConsumer<Incoming, Throwable> failures, Executor executor) {
		this.receipts = receipts;
		this.failures = failures;
		this.executor = executor;
	}

	/**
	 * Hand over messages from now on, those that arrived before first.
	 * @param handler gets them
	 */
	void start(Consumer<Incoming> handler) {
		this.handler.set(handler);
		deliver();
	}

	void add(Incoming message) {
		if (!this.closed.get()) {
			this.arrived.add(message);
			deliver();
		}
	}

	/**
	 * Hand over what has arrived so far, and nothing after it. Waits for a moment until
	 * that is done; a handler that closes would wait for itself, and is the last.
	 */
	@Override
	public void close() {
		this.closed.set(true);
		if (this.thread.get() != Thread.currentThread()) {
			handOverTheRest();
		}
		// Who would handle these is about to be destroyed.
		this.arrived.clear();
	}

	private void handOverTheRest() {
		long end = System.nanoTime() + PATIENCE;
		while (awaitTurn(end - System.nanoTime()) && !this.arrived.isEmpty()) {
			deliver();
		}
	}

	private boolean awaitTurn(long nanos) {
		try {
			boolean free = this.turn.tryAcquire(nanos, TimeUnit.NANOSECONDS);
			if (free) {
				this.turn.release();
			}
			return free;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void deliver() {
		Consumer<Incoming> handler = this.handler.get();
		if (handler != null && !this.arrived.isEmpty() && this.turn.tryAcquire()) {
			AtomicBoolean begun = new AtomicBoolean();
			try {
				this.executor.execute(() -> deliverOnce(handler, begun));
			}
			catch (RuntimeException | OutOfMemoryError ex) {
				// An executor may keep what it had no thread for, and run it later.
				if (begun.compareAndSet(false, true)) {
					this.turn.release();
				}
				logger.warn("Messages wait for a thread: " + ex);
			}
		}
	}

	private void deliverOnce(Consumer<Incoming> handler, AtomicBoolean begun) {
		if (begun.compareAndSet(false, true)) {
			this.thread.set(Thread.currentThread());
			try {
				deliverAll(handler);
			}
			finally {
				this.thread.set(null);
				this.turn.release();
			}
			// For what came since the last look.
			deliver();
		}
	}

	private void deliverAll(Consumer<Incoming> handler) {
		Incoming message = this.arrived.poll();
		while (message != null) {
			try {
				handle(message, handler);
			}
			finally {
				count(message);
			}
			message = this.arrived.poll();
		}
		this.receipts.flush();
	}

	private void count(Incoming message) {
		if (!(message.answer() instanceof Reply reply) || reply.isFirstToCount()) {
			this.receipts.add(message.sender(), message.envelope().size());
		}
	}

	private void handle(Incoming message, Consumer<Incoming> handler) {
		try {
			handler.accept(message);
		}
		catch (ClusterMessageException ex) {
			// Meant for the sender; what the log is to know of it stands there already.
			logger.debug(message.envelope() + " gets no answer", ex);
			this.failures.accept(message, ex);
		}
		catch (Throwable ex) {
			logger.error("Handling " + message.envelope() + " failed", ex);
			this.failures.accept(message, ex);
		}
		finally {
			// An interrupt of this thread is meant for the handler that it ran.
			Thread.interrupted();
		}
	}

}
