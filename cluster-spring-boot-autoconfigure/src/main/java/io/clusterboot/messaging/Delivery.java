package io.clusterboot.messaging;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Worker;
import io.clusterboot.member.Incoming;
import io.clusterboot.member.Payloads;

/**
 * One message, handed over to one listener after the other, and what comes of it.
 */
final class Delivery {

	private static final Log logger = LogFactory.getLog(Delivery.class);

	private final Incoming message;

	private final Class<?> sent;

	private final @Nullable Worker sender;

	private final Payloads payloads;

	private final @Nullable Answer answer;

	private boolean taken;

	private boolean answerable;

	private @Nullable Throwable failure;

	Delivery(Incoming message, Class<?> sent, @Nullable Worker sender, Payloads payloads) {
		this.message = message;
		this.sent = sent;
		this.sender = sender;
		this.payloads = payloads;
		this.answer = (message.answer() != null) ? new Answer(message.answer()) : null;
	}

	void to(ListenerMethod method) {
		this.taken = true;
		this.answerable |= method.answers();
		try {
			Object payload = this.payloads.unwrap(this.message.envelope(), method.payload().readAs(this.sent));
			Object result = method.call(payload, this.sender);
			if (result != null && this.answer != null) {
				this.answer.accept(result);
			}
		}
		catch (Throwable ex) {
			failed(method + " failed on a message", ex);
		}
	}

	void to(MessagePublisher publisher, Object source) {
		MessageEvent event = new MessageEvent(source, this.sent, this.sender, this.answer,
				(type) -> this.payloads.unwrap(this.message.envelope(), type));
		try {
			publisher.publishNow(event);
		}
		catch (Throwable ex) {
			failed("The event of a message failed", ex);
		}
		if (this.answer != null && !this.answer.isGiven()) {
			finish(this.answer, event.isTaken());
		}
	}

	/**
	 * Tell who asked what there is to tell: nothing if somebody may answer yet.
	 * @param answer takes the answer
	 * @param listened whether anybody has the event, and may reply to it later
	 */
	private void finish(Answer answer, boolean listened) {
		if (this.failure != null) {
			throw new ClusterMessageException("The listener failed: " + this.failure, this.failure);
		}
		if (this.answerable) {
			answer.accept(null);
		}
		else if (!listened) {
			throw new ClusterMessageException(
					this.taken ? "Nobody answers a " + type() + " there: the listeners that take one return nothing"
							: "No listener takes a " + type() + " there",
					null);
		}
	}

	private String type() {
		String name = this.message.envelope().type();
		return name.isEmpty() ? this.sent.getSimpleName() : name;
	}

	private void failed(String what, Throwable failure) {
		logger.error(what, failure);
		if (this.failure == null) {
			this.failure = failure;
		}
	}

}
