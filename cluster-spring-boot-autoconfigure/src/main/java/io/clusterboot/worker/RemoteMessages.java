package io.clusterboot.worker;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.member.MessageTransport;
import io.clusterboot.protocol.Message;

/**
 * Carries a worker's messages to the primary, which passes them on.
 *
 * @since 0.1.0
 */
public final class RemoteMessages implements MessageTransport {

	private final WorkerAgent agent;

	/**
	 * Create a new {@link RemoteMessages} instance.
	 * @param agent the way to the primary
	 */
	public RemoteMessages(WorkerAgent agent) {
		this.agent = agent;
	}

	@Override
	public boolean post(long receiver, Envelope envelope, Receipt receipt) {
		return this.agent.tell(new Message.Post(receiver, envelope, receipt));
	}

	@Override
	public void handled(long sender, Receipt receipt) {
		this.agent.tell(new Message.Handled(sender, receipt));
	}

}
