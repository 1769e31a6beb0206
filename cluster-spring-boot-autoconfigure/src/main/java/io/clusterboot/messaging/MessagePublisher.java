package io.clusterboot.messaging;

/**
 * Publishes messages as application events.
 *
 * @since 0.1.0
 */
public interface MessagePublisher {

	/**
	 * Publish an event from the calling thread. What a listener throws is thrown when all
	 * have heard of it.
	 * @param event the event
	 */
	void publishNow(MessageEvent event);

}
