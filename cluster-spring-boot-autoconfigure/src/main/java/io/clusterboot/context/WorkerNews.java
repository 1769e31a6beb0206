package io.clusterboot.context;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterEvent;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageHub;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.AcceptGate;

/**
 * Takes note of what the primary tells a worker about the cluster, and publishes it. Told
 * by the thread of the channel.
 */
class WorkerNews implements Consumer<Message.FromPrimary> {

	private final ClusterView view;

	private final MessageHub messages;

	private final Consumer<Object> publisher;

	private final AcceptGate gate;

	private final IntConsumer shed;

	/**
	 * Create a new {@link WorkerNews} instance.
	 * @param view the cluster as this worker sees it
	 * @param messages gets messages of the application
	 * @param publisher gets events
	 * @param gate opened when this worker may accept connections
	 * @param shed told how many connections are to be closed
	 */
	WorkerNews(ClusterView view, MessageHub messages, Consumer<Object> publisher, AcceptGate gate, IntConsumer shed) {
		this.messages = messages;
		this.view = view;
		this.publisher = publisher;
		this.gate = gate;
		this.shed = shed;
	}

	@Override
	public void accept(Message.FromPrimary message) {
		if (message instanceof Message.Post post) {
			this.messages.receive(post.peer(), post.envelope(), post.receipt());
		}
		else if (message instanceof Message.Handled handled) {
			this.messages.handled(handled.peer(), handled.receipt());
		}
		else if (message instanceof Message.Join join) {
			this.gate.open(join.share());
		}
		else if (message instanceof Message.Shed surplus) {
			this.shed.accept(surplus.connections());
		}
		else {
			acceptNews(message);
		}
	}

	private void acceptNews(Message.FromPrimary message) {
		if (message instanceof Message.Known known) {
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
		else if (message instanceof Message.Reloaded reloaded) {
			publish(this.view.reloaded(reloaded.reload()));
		}
	}

	private void publish(@Nullable ClusterEvent event) {
		if (event != null) {
			this.publisher.accept(event);
		}
	}

}
