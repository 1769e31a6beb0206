package io.clusterboot.context;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;
import io.clusterboot.supervisor.Supervisor;

/**
 * Passes on to the supervisor what workers say.
 */
class ControlEvents implements ControlServer.Handler {

	private final Supplier<@Nullable Supervisor> supervisor;

	private final Supplier<@Nullable ControlServer> server;

	private final RemoteRequests operations;

	private final MessageRelay messages;

	private final ConfigurationChanges configuration;

	ControlEvents(Supplier<@Nullable Supervisor> supervisor, Supplier<@Nullable ControlServer> server,
			RemoteRequests operations, MessageRelay messages, ConfigurationChanges configuration) {
		this.configuration = configuration;
		this.messages = messages;
		this.operations = operations;
		this.supervisor = supervisor;
		this.server = server;
	}

	@Override
	public void online(WorkerIdentity worker, long pid) {
		tell((supervisor) -> supervisor.online(worker.id()));
	}

	@Override
	public void disconnected(WorkerIdentity worker) {
		tell((supervisor) -> supervisor.disconnected(worker.id()));
	}

	@Override
	public void message(WorkerIdentity worker, Message.FromWorker message) {
		long id = worker.id();
		if (message instanceof Message.Heartbeat heartbeat) {
			tell((supervisor) -> supervisor.heartbeat(id, heartbeat.load()));
		}
		else if (message instanceof Message.Listening listening) {
			tell((supervisor) -> supervisor.listening(id, listening.address(), listening.port()));
		}
		else if (message instanceof Message.Ready) {
			tell((supervisor) -> supervisor.ready(id));
		}
		else if (message instanceof Message.Refusing) {
			tell((supervisor) -> supervisor.refusing(id));
		}
		else if (message instanceof Message.LeadershipReleased) {
			tell((supervisor) -> supervisor.leadershipReleased(id));
		}
		else if (message instanceof Message.Configured configured) {
			this.configuration.compare(configured.properties());
		}
		else {
			request(id, message);
		}
	}

	private void request(long id, Message.FromWorker message) {
		if (message instanceof Message.Post post) {
			this.messages.accept(id, post);
		}
		else if (message instanceof Message.Handled handled) {
			this.messages.accept(id, handled);
		}
		else if (message instanceof Message.OperationRequest request) {
			this.operations.accept(id, request);
		}
		else if (message instanceof Message.StatusRequest request) {
			tell((supervisor) -> supervisor.status().thenAccept((status) -> reply(id, request, status)));
		}
	}

	private void reply(long id, Message.StatusRequest request, ClusterStatus status) {
		ControlServer server = this.server.get();
		if (server != null) {
			server.send(id, new Message.StatusReply(request.request(), status));
		}
	}

	private void tell(Consumer<Supervisor> event) {
		Supervisor supervisor = this.supervisor.get();
		if (supervisor != null) {
			event.accept(supervisor);
		}
	}

}
