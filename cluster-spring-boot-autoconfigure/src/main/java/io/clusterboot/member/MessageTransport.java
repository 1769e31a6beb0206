package io.clusterboot.member;

import io.clusterboot.Envelope;

/**
 * Carries messages between the processes of the cluster. Never waits.
 *
 * @since 0.1.0
 */
public interface MessageTransport {

	/**
	 * Send a message on its way.
	 * @param receiver id of a worker, or {@link Messenger#PRIMARY}
	 * @param envelope the message
	 * @return {@code false} if the receiver is known to be gone
	 */
	boolean post(long receiver, Envelope envelope);

	/**
	 * Tell the sender of messages that they were handled.
	 * @param sender id of a worker, or {@link Messenger#PRIMARY}
	 * @param messages how many
	 * @param bytes their sizes together
	 */
	void handled(long sender, int messages, long bytes);

}
