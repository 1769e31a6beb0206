package io.clusterboot.messaging;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.Worker;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.Incoming;
import io.clusterboot.member.Payloads;

/**
 * Hands a message over: to the annotated methods that take its type, and as an event. A
 * listener that throws keeps no other from hearing.
 *
 * @since 0.1.0
 */
public final class MessageDispatcher implements Consumer<Incoming> {

	private final ClusterView view;

	private final Payloads payloads;

	private final ListenerMethods methods;

	private final MessagePublisher publisher;

	/**
	 * Create a new {@link MessageDispatcher} instance.
	 * @param view knows the senders
	 * @param payloads reads the payloads
	 * @param methods the annotated methods
	 * @param publisher publishes events to those who listen
	 */
	public MessageDispatcher(ClusterView view, Payloads payloads, ListenerMethods methods, MessagePublisher publisher) {
		this.view = view;
		this.payloads = payloads;
		this.methods = methods;
		this.publisher = publisher;
	}

	@Override
	public void accept(Incoming message) {
		Class<?> sent = this.payloads.type(message.envelope());
		Delivery delivery = new Delivery(message, sent, sender(message), this.payloads);
		this.methods.accepting(sent).forEach(delivery::to);
		delivery.to(this.publisher, this.view);
	}

	private @Nullable Worker sender(Incoming message) {
		Worker worker = message.worker();
		return (worker != null) ? worker : this.view.worker(message.sender()).orElse(null);
	}

}
