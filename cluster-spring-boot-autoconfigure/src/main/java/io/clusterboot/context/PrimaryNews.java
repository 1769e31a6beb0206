package io.clusterboot.context;

import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ReloadStatus;
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

	/**
	 * What is new is told to all in one order, whoever tells it.
	 */
	private final Lock spreading = new ReentrantLock();

	private final Lock changing = new ReentrantLock();

	PrimaryNews(ClusterView view, Supplier<@Nullable ControlServer> server, MessageHub messages,
			Consumer<Object> publisher) {
		this.messages = messages;
		this.view = view;
		this.server = server;
		this.publisher = publisher;
	}

	void changed(WorkerChange change) {
		this.spreading.lock();
		try {
			spread(change);
		}
		finally {
			this.spreading.unlock();
		}
	}

	private void spread(WorkerChange change) {
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

	/**
	 * Change the settings. Two changes at once come one after the other; the supervisor
	 * does not wait for what the application does to make one.
	 * @param change gives the new settings for the current ones
	 */
	void setup(UnaryOperator<ClusterSettings> change) {
		this.changing.lock();
		try {
			ClusterSettings settings = Objects.requireNonNull(change.apply(this.view.settings()),
					"The changed settings must not be null");
			spread(this.view::apply, settings, new Message.SetUp(settings));
		}
		finally {
			this.changing.unlock();
		}
	}

	void ready(ClusterStatus status) {
		spread(this.view::ready, status, new Message.AllReady(status));
	}

	void reloaded(ReloadStatus reload) {
		spread(this.view::reloaded, reload, new Message.Reloaded(reload));
	}

	private <T> void spread(Function<T, ClusterEvent> step, T news, Message.FromPrimary message) {
		this.spreading.lock();
		try {
			publish(step.apply(news));
			ControlServer server = this.server.get();
			if (server != null) {
				server.sendToAll(message);
			}
		}
		finally {
			this.spreading.unlock();
		}
	}

	private void publish(@Nullable ClusterEvent event) {
		if (event != null) {
			this.publisher.accept(event);
		}
	}

}
