package io.clusterboot.member;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;

/**
 * Sends this process's messages and hands over those that arrive, one after the other on
 * a thread of its own. Between two processes messages keep their order, and each arrives
 * at most once.
 *
 * @since 0.1.0
 */
public final class MessageHub implements Messenger, AutoCloseable {

	/**
	 * Ends the thread.
	 */
	private static final Incoming END = new Incoming(PRIMARY, new Envelope(0, 0, Format.TEXT, "", new byte[0]), null);

	/**
	 * How many messages one receiver may have before it.
	 */
	static final int MAX_UNDER_WAY = 1024;

	private static final int MAX_BYTES_UNDER_WAY = 1024 * 1024;

	/**
	 * Longest time that a sender waits for its receiver.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(MessageHub.class);

	private final Payloads payloads;

	private final MessageTransport transport;

	private final Executor callbacks;

	private final Duration patience;

	private final Receipts receipts;

	private final PendingAnswers answers = new PendingAnswers();

	private final Map<Long, SendWindow> windows = new ConcurrentHashMap<>();

	private final BlockingQueue<Incoming> arrived = new LinkedBlockingQueue<>();

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private volatile @Nullable Consumer<Incoming> handler;

	/**
	 * Create a new {@link MessageHub} instance.
	 * @param payloads reads and writes payloads
	 * @param transport carries the messages
	 * @param callbacks runs what depends on an answer
	 */
	public MessageHub(Payloads payloads, MessageTransport transport, Executor callbacks) {
		this(payloads, transport, callbacks, PATIENCE);
	}

	MessageHub(Payloads payloads, MessageTransport transport, Executor callbacks, Duration patience) {
		this.payloads = payloads;
		this.transport = transport;
		this.callbacks = callbacks;
		this.patience = patience;
		this.receipts = new Receipts(transport, MAX_BYTES_UNDER_WAY / 4);
	}

	/**
	 * Hand over messages from now on, those that arrived before first.
	 * @param handler gets them on the hub's thread; what it throws is logged
	 */
	public void start(Consumer<Incoming> handler) {
		this.handler = handler;
		if (!this.arrived.isEmpty()) {
			ensureThread(handler);
		}
	}

	@Override
	public void send(long receiver, Object message) {
		post(receiver, this.payloads.wrap(message, 0, 0));
	}

	@Override
	public <T> CompletableFuture<T> request(long receiver, Object message, Class<T> type, Duration timeout) {
		CompletableFuture<Envelope> answer = new CompletableFuture<>();
		long number = this.answers.ask(receiver, answer);
		try {
			post(receiver, this.payloads.wrap(message, number, 0));
		}
		catch (ClusterMessageException ex) {
			answer.completeExceptionally(ex);
		}
		return answer.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
			.handleAsync((envelope, failure) -> result(envelope, failure, type, timeout), this.callbacks);
	}

	private <T> T result(@Nullable Envelope envelope, @Nullable Throwable failure, Class<T> type, Duration timeout) {
		if (failure instanceof TimeoutException) {
			throw new ClusterMessageException("No answer within " + timeout.toMillis() + " ms", null);
		}
		if (envelope == null) {
			throw (failure instanceof ClusterMessageException known) ? known : new CompletionException(failure);
		}
		if (envelope.format() == Format.FAILURE) {
			throw new ClusterMessageException(this.payloads.text(envelope), null);
		}
		Object payload = this.payloads.unwrap(envelope, type);
		if (!type.isInstance(payload)) {
			throw new ClusterMessageException(
					"The answer is a " + payload.getClass().getName() + ", not a " + type.getName(), null);
		}
		return type.cast(payload);
	}

	private void post(long receiver, Envelope envelope) {
		try {
			if (!window(receiver).enter(envelope.size(), this.patience.toNanos())) {
				throw new ClusterMessageException("The receiver has not handled the messages before this one within "
						+ this.patience.toMillis() + " ms", null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterMessageException("The thread was interrupted while the receiver was busy", ex);
		}
		if (!this.transport.post(receiver, envelope)) {
			handled(receiver, 1, envelope.size());
			throw new ClusterMessageException("The receiver is not connected", null);
		}
	}

	private SendWindow window(long receiver) {
		return this.windows.computeIfAbsent(receiver, (id) -> new SendWindow(MAX_UNDER_WAY, MAX_BYTES_UNDER_WAY));
	}

	/**
	 * Take a message that has arrived. Does not wait.
	 * @param sender id of a worker, or {@link Messenger#PRIMARY}
	 * @param envelope the message
	 */
	public void receive(long sender, Envelope envelope) {
		if (envelope.answers() != 0) {
			this.transport.handled(sender, 1, envelope.size());
			this.answers.answer(sender, envelope);
			return;
		}
		this.arrived.add(new Incoming(sender, envelope, answer(sender, envelope)));
		Consumer<Incoming> handler = this.handler;
		if (handler != null) {
			ensureThread(handler);
		}
	}

	private @Nullable Consumer<Object> answer(long sender, Envelope envelope) {
		long number = envelope.number();
		return (number != 0) ? (payload) -> post(sender, this.payloads.wrap(payload, 0, number)) : null;
	}

	/**
	 * Take note that messages of this process were handled.
	 * @param receiver who has handled them
	 * @param messages how many
	 * @param bytes their sizes together
	 */
	public void handled(long receiver, int messages, long bytes) {
		SendWindow window = this.windows.get(receiver);
		if (window != null) {
			window.leave(messages, bytes);
		}
	}

	/**
	 * Take note that a worker is gone: nobody waits for it any more.
	 * @param id its id
	 */
	public void gone(long id) {
		SendWindow window = this.windows.remove(id);
		if (window != null) {
			window.close();
		}
		this.answers.fail(id);
	}

	/**
	 * Hand over what has arrived so far, and nothing after it.
	 */
	@Override
	public void close() {
		this.arrived.add(END);
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
			this.receipts.add(message.sender(), message.envelope().size());
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
		catch (Throwable ex) {
			logger.error("Handling " + message.envelope() + " failed", ex);
			fail(message, ex);
		}
		finally {
			// An interrupt of this thread is meant for the handler that it ran.
			Thread.interrupted();
		}
	}

	private void fail(Incoming message, Throwable failure) {
		if (message.envelope().number() != 0) {
			try {
				post(message.sender(),
						this.payloads.failure("The listener failed: " + failure, message.envelope().number()));
			}
			catch (ClusterMessageException ex) {
				logger.debug("The sender does not hear that its question failed", ex);
			}
		}
	}

}
