package io.clusterboot.member;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;
import io.clusterboot.Receipt;
import io.clusterboot.Worker;

/**
 * Sends this process's messages and hands over those that arrive, one after the other.
 * Between two processes messages keep their order, and each arrives at most once.
 *
 * @since 0.1.0
 */
public final class MessageHub implements Messenger, AutoCloseable {

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

	private final Inbox inbox;

	private final PendingAnswers answers;

	private final AtomicReference<LongFunction<Optional<Worker>>> workers = new AtomicReference<>(
			(id) -> Optional.empty());

	private final SendWindows windows = new SendWindows(MAX_UNDER_WAY, MAX_BYTES_UNDER_WAY);

	/**
	 * Create a new {@link MessageHub} instance.
	 * @param payloads reads and writes payloads
	 * @param transport carries the messages
	 * @param deliveries hands over messages that have arrived
	 * @param callbacks runs what depends on an answer
	 */
	public MessageHub(Payloads payloads, MessageTransport transport, Executor deliveries, Executor callbacks) {
		this(payloads, transport, deliveries, callbacks, PATIENCE);
	}

	MessageHub(Payloads payloads, MessageTransport transport, Executor deliveries, Executor callbacks,
			Duration patience) {
		this.payloads = payloads;
		this.transport = transport;
		this.callbacks = callbacks;
		this.patience = patience;
		this.receipts = new Receipts(transport, MAX_BYTES_UNDER_WAY / 4, System::nanoTime);
		this.inbox = new Inbox(this.receipts, this::failed, deliveries);
		this.answers = new PendingAnswers(System::nanoTime, this::later);
	}

	/**
	 * Set who knows the workers that send messages.
	 * @param workers finds a worker by its id
	 */
	public void senders(LongFunction<Optional<Worker>> workers) {
		this.workers.set(workers);
	}

	/**
	 * Hand over messages from now on, those that arrived before first.
	 * @param handler gets them; what it throws is logged
	 */
	public void start(Consumer<Incoming> handler) {
		this.inbox.start(handler);
	}

	@Override
	public void send(long receiver, Object message) {
		Objects.requireNonNull(message, "'message' must not be null");
		post(receiver, this.payloads.wrap(message, 0, 0), this.patience);
	}

	@Override
	public <T> CompletableFuture<@Nullable T> request(long receiver, Object message, Class<T> type, Duration timeout) {
		Objects.requireNonNull(message, "'message' must not be null");
		CompletableFuture<Envelope> envelope = new CompletableFuture<>();
		long number = this.answers.ask(receiver, timeout, envelope);
		try {
			Duration patience = (timeout.compareTo(this.patience) < 0) ? timeout : this.patience;
			post(receiver, this.payloads.wrap(message, number, 0), patience);
		}
		catch (ClusterMessageException ex) {
			envelope.completeExceptionally(ex);
		}
		return new Answer<>(envelope, (answer) -> result(answer, type), this.callbacks);
	}

	private <T> @Nullable T result(Envelope answer, Class<T> type) {
		if (answer.format() == Format.FAILURE) {
			throw new ClusterMessageException(this.payloads.text(answer), null);
		}
		if (this.payloads.isNull(answer)) {
			return null;
		}
		Object payload = this.payloads.unwrap(answer, type);
		if (!type.isInstance(payload)) {
			throw new ClusterMessageException(
					"The answer is a " + payload.getClass().getName() + ", not a " + type.getName(), null);
		}
		return type.cast(payload);
	}

	private void post(long receiver, Envelope envelope, Duration patience) {
		try {
			if (!this.windows.of(receiver).enter(envelope.size(), patience.toNanos())) {
				throw new ClusterMessageException("The receiver has not handled the messages before this one within "
						+ patience.toMillis() + " ms", null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterMessageException("The thread was interrupted while the receiver was busy", ex);
		}
		if (!transmit(receiver, envelope)) {
			throw new ClusterMessageException("The receiver is not connected", null);
		}
	}

	private boolean transmit(long receiver, Envelope envelope) {
		boolean posted = false;
		try {
			posted = this.transport.post(receiver, envelope, this.receipts.take(receiver));
			return posted;
		}
		finally {
			if (!posted) {
				handled(receiver, new Receipt(1, envelope.size()));
			}
		}
	}

	/**
	 * Take a message that has arrived. Does not wait.
	 * @param sender id of a worker, or {@link Messenger#PRIMARY}
	 * @param envelope the message
	 * @param receipt what the sender has handled of this process's messages
	 */
	public void receive(long sender, Envelope envelope, Receipt receipt) {
		if (!receipt.isEmpty()) {
			handled(sender, receipt);
		}
		if (envelope.answers() != 0) {
			this.answers.answer(sender, envelope);
			return;
		}
		Worker worker = this.workers.get().apply(sender).orElse(null);
		this.inbox.add(new Incoming(sender, worker, envelope, reply(sender, envelope)));
	}

	private @Nullable Reply reply(long sender, Envelope envelope) {
		return (envelope.number() != 0) ? new Reply(sender, envelope, this.payloads, this.receipts, this.transport)
				: null;
	}

	/**
	 * Take note that messages of this process were handled.
	 * @param receiver who has handled them
	 * @param receipt what was handled
	 */
	public void handled(long receiver, Receipt receipt) {
		this.windows.handled(receiver, receipt);
	}

	/**
	 * Take note that a worker is gone: nobody waits for it any more.
	 * @param id its id
	 */
	public void gone(long id) {
		this.windows.gone(id);
		this.answers.fail(id);
	}

	/**
	 * Hand over what has arrived so far, and nothing after it. Waits for at most 2
	 * seconds until that is done. Who still waits for an answer is told that there is
	 * none.
	 */
	@Override
	public void close() {
		this.inbox.close();
		this.answers.failAll();
		this.windows.close();
	}

	private void later(Runnable task, long nanos) {
		CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, this::soon).execute(task);
	}

	private void soon(Runnable task) {
		try {
			this.callbacks.execute(task);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// There is no thread to be had: better here than never.
			task.run();
		}
	}

	private void failed(Incoming message, Throwable failure) {
		if (message.answer() instanceof Reply reply) {
			try {
				reply.fail((failure instanceof ClusterMessageException) ? String.valueOf(failure.getMessage())
						: "The listener failed: " + failure);
			}
			catch (ClusterMessageException ex) {
				logger.debug("The sender does not hear that its question failed", ex);
			}
		}
	}

}
