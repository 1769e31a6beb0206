package io.clusterboot.context;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterEvent;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageHub;
import io.clusterboot.protocol.Message;

/**
 * Takes note of what the primary tells a worker about the cluster, and publishes it. Told
 * by the thread of the channel.
 */
class WorkerNews implements Consumer<Message.FromPrimary> {

	private final ClusterView view;

	private final MessageHub messages;

	private final Consumer<Object> publisher;

	WorkerNews(ClusterView view, MessageHub messages, Consumer<Object> publisher) {
		this.messages = messages;
		this.view = view;
		this.publisher = publisher;
	}

	@Override
	public void accept(Message.FromPrimary message) {
		if (message instanceof Message.Post post) {
			this.messages.receive(post.peer(), post.envelope(), post.receipt());
		}
		else if (message instanceof Message.Handled handled) {
			this.messages.handled(handled.peer(), handled.receipt());
		}
		else if (message instanceof Message.Known known) {
			this.view.apply(known.settings());
			known.story().forEach(this.view::apply);
		}
		else if (message instanceof Message.Changed changed) {
			publish(this.view.apply(changed.change()));
			if (changed.change() instanceof WorkerChange.Disconnected disconnected) {
				this.messages.gone(disconnected.worker().id());
			}
		}
		else if (message instanceof Message.SetUp setUp) {
			publish(this.view.apply(setUp.settings()));
		}
		else if (message instanceof Message.AllReady allReady) {
			publish(this.view.ready(allReady.status()));
		}
	}

	private void publish(@Nullable ClusterEvent event) {
		if (event != null) {
			this.publisher.accept(event);
		}
	}

}
