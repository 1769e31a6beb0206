package io.clusterboot.member;

import java.util.HashMap;
import java.util.Map;

/**
 * What was handled and not told to the senders yet. They are told of several messages at
 * once.
 */
final class Receipts {

	/**
	 * A quarter of what may be under way: the sender need not wait for the rest.
	 */
	private static final int BATCH = MessageHub.MAX_UNDER_WAY / 4;

	private final MessageTransport transport;

	private final int maxBytes;

	private final Map<Long, Receipt> open = new HashMap<>();

	Receipts(MessageTransport transport, int maxBytes) {
		this.transport = transport;
		this.maxBytes = maxBytes;
	}

	void add(long sender, int size) {
		Receipt receipt = this.open.merge(sender, new Receipt(1, size), Receipt::plus);
		if (receipt.messages() >= BATCH || receipt.bytes() >= this.maxBytes) {
			this.open.remove(sender);
			this.transport.handled(sender, receipt.messages(), receipt.bytes());
		}
	}

	void flush() {
		this.open.forEach((sender, receipt) -> this.transport.handled(sender, receipt.messages(), receipt.bytes()));
		this.open.clear();
	}

	/**
	 * What was handled of one sender's.
	 *
	 * @param messages how many messages
	 * @param bytes their sizes together
	 */
	private record Receipt(int messages, long bytes) {

		Receipt plus(Receipt other) {
			return new Receipt(this.messages + other.messages, this.bytes + other.bytes);
		}

	}

}
