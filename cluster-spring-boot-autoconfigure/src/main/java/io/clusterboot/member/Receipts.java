package io.clusterboot.member;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.clusterboot.Receipt;

/**
 * What was handled and not told to the senders yet. They are told of several messages at
 * once, where possible with a message that goes their way anyhow.
 */
final class Receipts {

	/**
	 * A quarter of what may be under way: the sender need not wait for the rest.
	 */
	private static final int BATCH = MessageHub.MAX_UNDER_WAY / 4;

	/**
	 * A sender must not wait for long because the messages of another are slow.
	 */
	private static final long LONGEST_DELAY = TimeUnit.MILLISECONDS.toNanos(1);

	private final MessageTransport transport;

	private final int maxBytes;

	private final LongSupplier nanoTime;

	private final Map<Long, Receipt> open = new ConcurrentHashMap<>();

	private final AtomicLong lastTold;

	/**
	 * Create a new {@link Receipts} instance.
	 * @param transport tells the senders
	 * @param maxBytes from how many bytes on a sender is told at once
	 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
	 */
	Receipts(MessageTransport transport, int maxBytes, LongSupplier nanoTime) {
		this.transport = transport;
		this.maxBytes = maxBytes;
		this.nanoTime = nanoTime;
		this.lastTold = new AtomicLong(nanoTime.getAsLong());
	}

	/**
	 * Take note that a message was handled, and tell all senders if it is time.
	 * @param sender who has sent it
	 * @param size size of the message in bytes
	 */
	void add(long sender, int size) {
		Receipt receipt = merge(sender, size);
		if (receipt.messages() >= BATCH || receipt.bytes() >= this.maxBytes) {
			tell(sender);
		}
		else if (this.nanoTime.getAsLong() - this.lastTold.get() >= LONGEST_DELAY) {
			flush();
		}
	}

	/**
	 * Take note that a message was handled, and return what its sender does not know.
	 * @param sender who has sent it, and is to be told by the caller
	 * @param size size of the message in bytes
	 * @return what the sender does not know
	 */
	Receipt addAndTake(long sender, int size) {
		merge(sender, size);
		return take(sender);
	}

	/**
	 * Return what a sender does not know.
	 * @param sender who is to be told by the caller
	 * @return what the sender does not know
	 */
	Receipt take(long sender) {
		Receipt receipt = this.open.remove(sender);
		return (receipt != null) ? receipt : Receipt.NONE;
	}

	void flush() {
		this.lastTold.set(this.nanoTime.getAsLong());
		this.open.keySet().forEach(this::tell);
	}

	private Receipt merge(long sender, int size) {
		return this.open.merge(sender, new Receipt(1, size), Receipt::plus);
	}

	private void tell(long sender) {
		Receipt receipt = take(sender);
		if (!receipt.isEmpty()) {
			this.transport.handled(sender, receipt);
		}
	}

}
