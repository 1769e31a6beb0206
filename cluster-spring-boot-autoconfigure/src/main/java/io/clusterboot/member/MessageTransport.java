package io.clusterboot.member;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;

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
	 * @param receipt what this process has handled of the receiver's messages
	 * @return {@code false} if the receiver is known to be gone
	 */
	boolean post(long receiver, Envelope envelope, Receipt receipt);

	/**
	 * Tell the sender of messages that they were handled.
	 * @param sender id of a worker, or {@link Messenger#PRIMARY}
	 * @param receipt what was handled
	 */
	void handled(long sender, Receipt receipt);

}
