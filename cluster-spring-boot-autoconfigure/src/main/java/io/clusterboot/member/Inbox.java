package io.clusterboot.member;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;

/**
 * The messages that have arrived, handed over one after the other on a thread of its own,
 * which the first message starts.
 */
final class Inbox implements AutoCloseable {

	/**
	 * Ends the thread.
	 */
	private static final Incoming END = new Incoming(Messenger.PRIMARY,
			new Envelope(0, 0, Format.TEXT, "", new byte[0]), null);

	/**
	 * How long a handler may take of the time in which a process ends.
	 */
	private static final long PATIENCE_MILLIS = 2000;

	private static final Log logger = LogFactory.getLog(Inbox.class);

	private final Receipts receipts;

	private final BiConsumer<Incoming, Throwable> failures;

	private final BlockingQueue<Incoming> arrived = new LinkedBlockingQueue<>();

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private final AtomicReference<@Nullable Consumer<Incoming>> handler = new AtomicReference<>();

	/**
	 * Create a new {@link Inbox} instance.
	 * @param receipts gets what was handled
	 * @param failures told what the handler throws
	 */
	Inbox(Receipts receipts, BiConsumer<Incoming, Throwable> failures) {
		this.receipts = receipts;
		this.failures = failures;
	}

	/**
	 * Hand over messages from now on, those that arrived before first.
	 * @param handler gets them
	 */
	void start(Consumer<Incoming> handler) {
		this.handler.set(handler);
		if (!this.arrived.isEmpty()) {
			ensureThread(handler);
		}
	}

	void add(Incoming message) {
		this.arrived.add(message);
		Consumer<Incoming> handler = this.handler.get();
		if (handler != null) {
			ensureThread(handler);
		}
	}

	/**
	 * Hand over what has arrived so far, and nothing after it. Waits for a moment until
	 * that is done.
	 */
	@Override
	public void close() {
		this.arrived.add(END);
		Thread thread = this.thread.get();
		if (thread != null && thread != Thread.currentThread()) {
			try {
				thread.join(PATIENCE_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void ensureThread(Consumer<Incoming> handler) {
		if (this.thread.get() == null) {
			Thread thread = new Thread(() -> run(handler), "cluster-messages");
			thread.setDaemon(true);
			if (this.thread.compareAndSet(null, thread)) {
				thread.start();
			}
		}
	}

	private void run(Consumer<Incoming> handler) {
		Incoming message = next();
		while (message != END) {
			handle(message, handler);
			if (!(message.answer() instanceof Reply reply) || reply.isFirstToCount()) {
				this.receipts.add(message.sender(), message.envelope().size());
			}
			message = next();
		}
	}

	private Incoming next() {
		Incoming message = this.arrived.poll();
		if (message == null) {
			this.receipts.flush();
		}
		while (message == null) {
			try {
				message = this.arrived.take();
			}
			catch (InterruptedException ex) {
				logger.debug("An interrupt does not end the messages", ex);
			}
		}
		return message;
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
