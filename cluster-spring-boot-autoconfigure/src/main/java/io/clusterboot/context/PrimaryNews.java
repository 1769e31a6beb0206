package io.clusterboot.context;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerChange;
import io.clusterboot.member.ClusterView;
import io.clusterboot.member.MessageHub;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;

/**
 * Spreads what happens to the cluster: to the primary's own listeners and to every
 * worker, in the same order. Told by the supervisor's thread, and by whoever changes the
 * settings.
 */
class PrimaryNews {

	private final ClusterView view;

	private final Supplier<@Nullable ControlServer> server;

	private final MessageHub messages;

	private final Consumer<Object> publisher;

	PrimaryNews(ClusterView view, Supplier<@Nullable ControlServer> server, MessageHub messages,
			Consumer<Object> publisher) {
		this.messages = messages;
		this.view = view;
		this.server = server;
		this.publisher = publisher;
	}

	void changed(WorkerChange change) {
		ControlServer server = this.server.get();
		if (server != null && change instanceof WorkerChange.Online) {
			server.send(change.worker().id(), new Message.Known(this.view.settings(), this.view.story()));
		}
		publish(this.view.apply(change));
		if (change instanceof WorkerChange.Disconnected) {
			this.messages.gone(change.worker().id());
		}
		if (server != null) {
			server.sendToAll(new Message.Changed(change));
		}
	}

	void setup(UnaryOperator<ClusterSettings> change) {
		ClusterSettings settings = change.apply(this.view.settings());
		publish(this.view.apply(settings));
		ControlServer server = this.server.get();
		if (server != null) {
			server.sendToAll(new Message.SetUp(settings));
		}
	}

	void ready(ClusterStatus status) {
		publish(this.view.ready(status));
		ControlServer server = this.server.get();
		if (server != null) {
			server.sendToAll(new Message.AllReady(status));
		}
	}

	private void publish(@Nullable ClusterEvent event) {
		if (event != null) {
			this.publisher.accept(event);
		}
	}

}
