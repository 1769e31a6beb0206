package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.ResolvableType;

import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.Worker;

/**
 * A message as an application event. Its payload is read for those who listen, as what
 * they take: not at all where nobody does.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public final class MessageEvent extends PayloadApplicationEvent<ClusterMessageEvent<?>> {

	/**
	 * What the superclass holds in place of the payload, and nobody sees.
	 */
	private static final ClusterMessageEvent<?> UNREAD = new ClusterMessageEvent<>(null, "", null);

	private static final Map<Class<?>, ResolvableType> types = new ConcurrentHashMap<>();

	private final Class<?> sent;

	private final @Nullable Worker sender;

	private final @Nullable Answer answer;

	private final Function<Type, Object> reader;

	private final Map<Type, ClusterMessageEvent<?>> read = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link MessageEvent} instance.
	 * @param source the cluster
	 * @param sent the class that travels with the message
	 * @param sender the sender, or {@code null}
	 * @param answer takes the answer, or {@code null} where none is waited for
	 * @param reader reads the payload as a type
	 */
	MessageEvent(Object source, Class<?> sent, @Nullable Worker sender, @Nullable Answer answer,
			Function<Type, Object> reader) {
		super(source, UNREAD);
		this.sent = sent;
		this.sender = sender;
		this.answer = answer;
		this.reader = reader;
	}

	@Override
	public ResolvableType getResolvableType() {
		return types.computeIfAbsent(this.sent,
				(type) -> ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class,
						ResolvableType.forClassWithGenerics(ClusterMessageEvent.class, type)));
	}

	@Override
	public ClusterMessageEvent<?> getPayload() {
		return readAs(this.sent);
	}

	ClusterMessageEvent<?> as(PayloadType listener) {
		return readAs(listener.readAs(this.sent));
	}

	private ClusterMessageEvent<?> readAs(Type type) {
		return this.read.computeIfAbsent(type,
				(key) -> new ClusterMessageEvent<>(this.sender, this.reader.apply(key), this.answer));
	}

	/**
	 * Return whether anybody took the message, and so may answer it, now or later.
	 * @return {@code true} if a listener has it
	 */
	boolean isTaken() {
		return !this.read.isEmpty();
	}

}
