package io.clusterboot.protocol;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerIdentity;

/**
 * The primary's end of the control channel. One thread at a time serves all workers and
 * never waits for one of them.
 *
 * @since 0.1.0
 */
public final class ControlServer implements Executor, AutoCloseable {

	private static final int BACKLOG = 1024;

	private static final long STOP_TIMEOUT = TimeUnit.SECONDS.toMillis(5);

	private static final Log logger = LogFactory.getLog(ControlServer.class);

	private final Path socket;

	private final TokenRegistry tokens = new TokenRegistry();

	private final ControlDialogue dialogue;

	private final ControlLoop loop;

	private final ControlThreads threads;

	/**
	 * Create a new {@link ControlServer} instance that listens from now on.
	 * @param socket path of the socket to create
	 * @param handler told what the workers do
	 * @throws IOException if the socket cannot be created
	 */
	public ControlServer(Path socket, Handler handler) throws IOException {
		this(socket, handler, ControlSettings.DEFAULT);
	}

	ControlServer(Path socket, Handler handler, ControlSettings settings) throws IOException {
		this.socket = socket;
		this.dialogue = new ControlDialogue(this.tokens, handler);
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
			this.loop = new ControlLoop(server, this.dialogue, settings);
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw ex;
		}
		this.threads = new ControlThreads(this.loop);
		this.threads.start();
	}

	/**
	 * Return a token by which the worker will be recognised, once.
	 * @param identity the worker to be forked
	 * @return the token; one issued before for the same id is void
	 */
	public String issueToken(WorkerIdentity identity) {
		return this.tokens.issue(identity);
	}

	/**
	 * Void the token of a worker that has not used it. A connection that is open stays.
	 * @param id id of the worker
	 */
	public void revoke(long id) {
		this.tokens.revoke(id);
	}

	/**
	 * Send a message to a worker. Does not wait; a worker that is not connected gets
	 * nothing, and one that does not read misses replies about the status.
	 * @param id id of the worker
	 * @param message the message
	 * @return {@code false} if the worker is not connected, or the message is too large
	 */
	public boolean send(long id, Message.FromPrimary message) {
		ControlConnection connection = this.dialogue.connection(id);
		return connection != null && post(connection, message);
	}

	/**
	 * Send a message to every worker that is connected. Does not wait.
	 * @param message the message
	 */
	public void sendToAll(Message.FromPrimary message) {
		this.dialogue.connections().forEach((connection) -> post(connection, message));
	}

	/**
	 * Run a task soon, which may take long: another thread serves the workers then. From
	 * the handler it is run when all that has arrived was told.
	 * @param task the task
	 */
	@Override
	public void execute(Runnable task) {
		this.threads.workLater(task);
	}

	/**
	 * Close all connections and remove the socket. The handler hears nothing of it.
	 */
	@Override
	public void close() {
		this.loop.stop();
		try {
			this.threads.stop(STOP_TIMEOUT);
			Files.deleteIfExists(this.socket);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			logger.debug("Could not remove " + this.socket, ex);
		}
	}

	private boolean post(ControlConnection connection, Message.FromPrimary message) {
		try {
			post(connection, MessageCodec.encode(message), Outbox.Need.of(message));
			return true;
		}
		catch (ProtocolException ex) {
			logger.warn("Sent nothing to " + connection + ": " + ex.getMessage());
			return false;
		}
	}

	private void post(ControlConnection connection, ByteBuffer frame, Outbox.Need need) {
		try {
			if (!connection.post(frame, need)) {
				logger.trace("Dropped a reply to " + connection + ", it does not read");
			}
		}
		catch (ProtocolException ex) {
			logger.warn("Closing the control channel of " + connection + ": " + ex.getMessage());
			connection.giveUp();
		}
		// Another thread spares a lone frame the way over the control thread.
		if (this.loop.isTurnOfThisThread() || !connection.flushNow()) {
			this.loop.flushLater(connection);
		}
	}

	/**
	 * Told what the workers do, on the control thread: must not wait. What it throws is
	 * logged and changes nothing.
	 */
	public interface Handler {

		/**
		 * A worker has connected and shown its token.
		 * @param identity the worker
		 * @param pid process id that it says it has
		 */
		void online(WorkerIdentity identity, long pid);

		/**
		 * A worker has sent a message, never {@link Message.Hello}.
		 * @param identity the worker
		 * @param message the message
		 */
		void message(WorkerIdentity identity, Message.FromWorker message);

		/**
		 * The connection of a worker that was online is closed.
		 * @param identity the worker
		 */
		void disconnected(WorkerIdentity identity);

	}

}
