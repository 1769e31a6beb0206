package io.clusterboot.messaging;

import org.springframework.core.ResolvableType;

/**
 * Publishes messages as application events.
 *
 * @since 0.1.0
 */
public interface MessagePublisher {

	/**
	 * Return whether anybody listens.
	 * @param payload the payload's class
	 * @return {@code false} if nobody would hear an event with such a payload
	 */
	boolean isHeard(Class<?> payload);

	/**
	 * Publish an event from the calling thread. What a listener throws is thrown when all
	 * have heard of it.
	 * @param event the event
	 * @param type its type, with its type arguments
	 */
	void publishNow(Object event, ResolvableType type);

}
