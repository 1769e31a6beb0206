package io.clusterboot;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A message has arrived from another process of the cluster. Published as an application
 * event by the payload's type: a method annotated with {@code @EventListener} for a
 * {@code ClusterMessageEvent<Order>} gets orders, one for a
 * {@code ClusterMessageEvent<List<Order>>} gets lists, read as lists of orders. With a
 * message travels its class, not what it is made of: a list of something else reaches
 * that method, too, if it can be read as a list of orders, and fails otherwise.
 *
 * @param <T> the type of the payload
 * @since 0.1.0
 */
public final class ClusterMessageEvent<T> {

	private final @Nullable Worker sender;

	private final T payload;

	private final @Nullable Consumer<@Nullable Object> answer;

	/**
	 * Create a new {@link ClusterMessageEvent} instance.
	 * @param sender the worker that sent it, which may be gone by now, or {@code null}
	 * for the primary
	 * @param payload the payload
	 * @param answer takes the answer, or {@code null} where none is waited for
	 */
	public ClusterMessageEvent(@Nullable Worker sender, T payload, @Nullable Consumer<@Nullable Object> answer) {
		this.sender = sender;
		this.payload = payload;
		this.answer = answer;
	}

	/**
	 * Return who sent the message.
	 * @return the worker, which may be gone by now, or {@code null} for the primary
	 */
	public @Nullable Worker sender() {
		return this.sender;
	}

	/**
	 * Return the message.
	 * @return the payload
	 */
	public T payload() {
		return this.payload;
	}

	/**
	 * Return whether the sender waits for an answer.
	 * @return {@code true} if {@link #reply} makes sense
	 */
	public boolean isRequest() {
		return this.answer != null;
	}

	/**
	 * Answer. Does nothing where no answer is waited for; the first answer counts.
	 * @param message a text, bytes, what the application's JSON mapper can write, or
	 * {@code null}
	 * @throws ClusterMessageException if the answer is too large or cannot be written, or
	 * the sender is gone
	 */
	public void reply(@Nullable Object message) {
		if (this.answer != null) {
			this.answer.accept(message);
		}
	}

	@Override
	public String toString() {
		return "ClusterMessageEvent[sender=" + this.sender + ", payload=" + this.payload.getClass().getName() + "]";
	}

}
