package io.clusterboot.member;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Receipt;

/**
 * Takes the answer to one question. The answer carries the receipt for the question with
 * it, which spares the two processes a message. It does not wait for its receiver, who
 * has asked no more than may be under way: so two that ask each other cannot stand still.
 */
final class Reply implements Consumer<@Nullable Object> {

	private final long asker;

	private final Envelope question;

	private final Payloads payloads;

	private final Receipts receipts;

	private final MessageTransport transport;

	private final AtomicBoolean counted = new AtomicBoolean();

	/**
	 * Create a new {@link Reply} instance.
	 * @param asker id of a worker, or {@link Messenger#PRIMARY}
	 * @param question the question
	 * @param payloads writes the answer
	 * @param receipts gets what was handled
	 * @param transport carries the answer
	 */
	Reply(long asker, Envelope question, Payloads payloads, Receipts receipts, MessageTransport transport) {
		this.asker = asker;
		this.question = question;
		this.payloads = payloads;
		this.receipts = receipts;
		this.transport = transport;
	}

	@Override
	public void accept(@Nullable Object answer) {
		post(this.payloads.wrap(answer, 0, this.question.number()));
	}

	/**
	 * Answer that there is no answer.
	 * @param reason the reason
	 * @throws ClusterMessageException if the asker is gone
	 */
	void fail(String reason) {
		post(this.payloads.failure(reason, this.question.number()));
	}

	/**
	 * Claim to count the question as handled, which is done once.
	 * @return whether the caller has to do it
	 */
	boolean isFirstToCount() {
		return this.counted.compareAndSet(false, true);
	}

	private void post(Envelope answer) {
		Receipt receipt = isFirstToCount() ? this.receipts.addAndTake(this.asker, this.question.size())
				: this.receipts.take(this.asker);
		if (!this.transport.post(this.asker, answer, receipt)) {
			throw new ClusterMessageException("The asker is not connected", null);
		}
	}

}
