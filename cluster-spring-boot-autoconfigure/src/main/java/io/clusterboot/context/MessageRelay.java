package io.clusterboot.context;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.member.MessageHub;
import io.clusterboot.member.MessageTransport;
import io.clusterboot.member.Messenger;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;

/**
 * Passes messages on from worker to worker, and carries those of the primary itself.
 */
class MessageRelay implements MessageTransport {

	private final Supplier<@Nullable ControlServer> server;

	private @Nullable MessageHub hub;

	MessageRelay(Supplier<@Nullable ControlServer> server) {
		this.server = server;
	}

	/**
	 * Set who gets the messages to the primary.
	 * @param hub the primary's own hub
	 */
	void deliverTo(MessageHub hub) {
		this.hub = hub;
	}

	/**
	 * Pass on what a worker sends. One that nobody gets any more counts as handled.
	 * @param sender id of the worker
	 * @param post the message
	 */
	void accept(long sender, Message.Post post) {
		if (post.peer() == Messenger.PRIMARY) {
			hub().receive(sender, post.envelope(), post.receipt());
		}
		else {
			pass(sender, post);
		}
	}

	private void pass(long sender, Message.Post post) {
		boolean passed = false;
		try {
			passed = send(post.peer(), new Message.Post(sender, post.envelope(), post.receipt()));
		}
		finally {
			if (!passed && post.envelope().answers() == 0) {
				giveBack(sender, post.peer(), post.envelope());
			}
		}
	}

	private void giveBack(long sender, long receiver, Envelope envelope) {
		Receipt receipt = new Receipt(1, envelope.size());
		if (envelope.number() == 0) {
			send(sender, new Message.Handled(receiver, receipt));
		}
		else {
			byte[] reason = "The receiver is not connected".getBytes(StandardCharsets.UTF_8);
			send(sender, new Message.Post(receiver,
					new Envelope(0, envelope.number(), Envelope.Format.FAILURE, "", reason), receipt));
		}
	}

	/**
	 * Pass on that a worker has handled messages.
	 * @param receiver id of the worker
	 * @param handled what it has handled
	 */
	void accept(long receiver, Message.Handled handled) {
		if (handled.peer() == Messenger.PRIMARY) {
			hub().handled(receiver, handled.receipt());
		}
		else {
			send(handled.peer(), new Message.Handled(receiver, handled.receipt()));
		}
	}

	@Override
	public boolean post(long receiver, Envelope envelope, Receipt receipt) {
		return send(receiver, new Message.Post(Messenger.PRIMARY, envelope, receipt));
	}

	@Override
	public void handled(long sender, Receipt receipt) {
		send(sender, new Message.Handled(Messenger.PRIMARY, receipt));
	}

	private boolean send(long id, Message.FromPrimary message) {
		ControlServer server = this.server.get();
		return server != null && server.send(id, message);
	}

	private MessageHub hub() {
		return Objects.requireNonNull(this.hub, "nobody gets the messages to the primary");
	}

}
