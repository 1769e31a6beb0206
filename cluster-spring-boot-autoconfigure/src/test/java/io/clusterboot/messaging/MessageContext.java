package io.clusterboot.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.ClusterSettings;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.Incoming;
import io.clusterboot.member.Messenger;
import io.clusterboot.member.Payloads;

import static org.mockito.Mockito.mock;

/**
 * A context whose beans get messages from worker 1 and from the primary.
 */
final class MessageContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final List<@Nullable Object> answers = new CopyOnWriteArrayList<>();

	private final MessageDispatcher dispatcher;

	MessageContext(Class<?>... components) {
		this.context.register(components);
		this.context.registerBean(ListenerMethods.class);
		this.context.registerBean(MessageEventListeners.class);
		ClusterView view = new ClusterView(2, new ClusterSettings(List.of(), List.of(), Map.of(), null, false),
				mock(ClusterOperations.class), new NoMessenger(), Runnable::run);
		view.apply(new WorkerChange.Forked(new WorkerIdentity(1, 0, 1), 4001));
		this.context.refresh();
		Payloads payloads = new Payloads(() -> new JacksonCodec(this.mapper), 1024 * 1024, getClass().getClassLoader());
		this.dispatcher = new MessageDispatcher(view, payloads, this.context.getBean(ListenerMethods.class),
				this.context::publishEvent);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Deliver a message from worker 1 that waits for no answer.
	 * @param payload the payload
	 */
	void send(Object payload) {
		this.dispatcher.accept(new Incoming(1, null, envelope(payload, 0), null));
	}

	void publish(Object event) {
		this.context.publishEvent(event);
	}

	void sendFromPrimary(Object payload) {
		this.dispatcher.accept(new Incoming(Messenger.PRIMARY, null, envelope(payload, 0), null));
	}

	/**
	 * Deliver a message of a class that this process does not know.
	 * @param json the payload
	 */
	void sendUnknown(String json) {
		this.dispatcher.accept(new Incoming(1, null,
				new Envelope(0, 0, Format.JSON, "com.example.Nowhere", json.getBytes(StandardCharsets.UTF_8)), null));
	}

	/**
	 * Deliver a message from worker 1 that waits for an answer.
	 * @param payload the payload
	 * @return the answers
	 */
	List<@Nullable Object> ask(Object payload) {
		this.dispatcher.accept(new Incoming(1, null, envelope(payload, 1), this.answers::add));
		return this.answers;
	}

	List<@Nullable Object> answers() {
		return this.answers;
	}

	private Envelope envelope(Object payload, long number) {
		if (payload instanceof String text) {
			return new Envelope(number, 0, Format.TEXT, "", text.getBytes(StandardCharsets.UTF_8));
		}
		if (payload instanceof byte[] bytes) {
			return new Envelope(number, 0, Format.BYTES, "", bytes);
		}
		return new Envelope(number, 0, Format.JSON, type(payload).getName(), this.mapper.writeValueAsBytes(payload));
	}

	private Class<?> type(Object payload) {
		if (payload instanceof List) {
			return List.class;
		}
		if (payload instanceof Enum<?> constant) {
			return constant.getDeclaringClass();
		}
		return (payload instanceof Map) ? Map.class : payload.getClass();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Sends nothing.
	 */
	private static final class NoMessenger implements Messenger {

		@Override
		public void send(long receiver, Object message) {
		}

		@Override
		public <T> CompletableFuture<@Nullable T> request(long receiver, Object message, Class<T> type,
				Duration timeout) {
			return CompletableFuture.completedFuture(null);
		}

	}

}
