package io.clusterboot.messaging;

import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterMessageException;
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

	private static final Log logger = LogFactory.getLog(MessageDispatcher.class);

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
		Class<?> type = this.payloads.type(message.envelope());
		Worker sender = this.view.worker(message.sender()).orElse(null);
		Throwable failure = null;
		for (ListenerMethod method : this.methods.accepting(type)) {
			Throwable thrown = call(method, message, sender);
			failure = (failure != null) ? failure : thrown;
		}
		Throwable thrown = publish(message, type, sender);
		failure = (failure != null) ? failure : thrown;
		if (failure != null && message.answer() != null) {
			throw new ClusterMessageException(failure.toString(), failure);
		}
	}

	private @Nullable Throwable publish(Incoming message, Class<?> type, @Nullable Worker sender) {
		try {
			if (type == Object.class || this.publisher.isHeard(type)) {
				Object payload = this.payloads.unwrap(message.envelope(), type);
				this.publisher.publishNow(new ClusterMessageEvent<>(sender, payload, message.answer()),
						ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, eventType(type, payload)));
			}
			return null;
		}
		catch (Throwable ex) {
			logger.error("The event of a message failed", ex);
			return ex;
		}
	}

	private Class<?> eventType(Class<?> type, Object payload) {
		return (type != Object.class) ? type : payload.getClass();
	}

	private @Nullable Throwable call(ListenerMethod method, Incoming message, @Nullable Worker sender) {
		try {
			Object payload = this.payloads.unwrap(message.envelope(), method.payloadType());
			Object result = method.call(payload, sender);
			Consumer<Object> answer = message.answer();
			if (result != null && answer != null) {
				answer.accept(result);
			}
			return null;
		}
		catch (Throwable ex) {
			logger.error(method + " failed on a message", ex);
			return ex;
		}
	}

}
