package io.clusterboot.protocol;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.protocol.Message.Hello;
import io.clusterboot.protocol.Message.Rejected;
import io.clusterboot.protocol.Message.Welcome;

/**
 * What the primary makes of what it is told: first the handshake, then the handler's
 * word. Belongs to the control thread, but for {@link #connection}.
 */
final class ControlDialogue {

	private static final Log logger = LogFactory.getLog(ControlDialogue.class);

	private static final Guard guard = new Guard(logger, "Handling a worker's message failed");

	private final TokenRegistry tokens;

	private final ControlServer.Handler handler;

	private final Map<Long, ControlConnection> online = new ConcurrentHashMap<>();

	ControlDialogue(TokenRegistry tokens, ControlServer.Handler handler) {
		this.tokens = tokens;
		this.handler = handler;
	}

	/**
	 * Return the connection of a worker.
	 * @param id id of the worker
	 * @return its connection, or {@code null} if it is not connected
	 */
	@Nullable ControlConnection connection(long id) {
		return this.online.get(id);
	}

	/**
	 * Return the connections of all workers.
	 * @return the connections as of now
	 */
	List<ControlConnection> connections() {
		return List.copyOf(this.online.values());
	}

	void receive(ControlConnection connection, Message.FromWorker message) throws ProtocolException {
		WorkerIdentity identity = connection.identity();
		if (message instanceof Hello hello) {
			greet(connection, hello);
		}
		else if (identity != null) {
			guard.tell(() -> this.handler.message(identity, message));
		}
		else {
			throw new ProtocolException(message.getClass().getSimpleName() + " came before Hello");
		}
	}

	/**
	 * Take note that a connection is closed.
	 * @param connection the connection
	 */
	void closed(ControlConnection connection) {
		WorkerIdentity identity = connection.identity();
		if (identity != null && this.online.remove(identity.id(), connection)) {
			guard.tell(() -> this.handler.disconnected(identity));
		}
	}

	private void greet(ControlConnection connection, Hello hello) throws ProtocolException {
		if (connection.identity() != null) {
			throw new ProtocolException("A second Hello");
		}
		if (hello.version() != MessageCodec.VERSION) {
			String reason = "the worker speaks version " + hello.version() + " of the control protocol, the primary "
					+ MessageCodec.VERSION + "; after a change of the library the primary must be restarted, too";
			logger.warn("Rejected a worker: " + reason);
			reject(connection, reason);
			return;
		}
		WorkerIdentity identity = this.tokens.redeem(hello.token());
		if (identity == null) {
			reject(connection, "the token is unknown, revoked or was used before");
			return;
		}
		welcome(connection, identity, hello.pid());
	}

	private void welcome(ControlConnection connection, WorkerIdentity identity, long pid) throws ProtocolException {
		connection.post(MessageCodec.encode(new Welcome(MessageCodec.VERSION)), Outbox.Need.NEEDED);
		connection.identify(identity);
		this.online.put(identity.id(), connection);
		guard.tell(() -> this.handler.online(identity, pid));
	}

	private void reject(ControlConnection connection, String reason) throws ProtocolException {
		connection.post(MessageCodec.encode(new Rejected(reason)), Outbox.Need.NEEDED);
		connection.leave();
	}

}
