package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.protocol.Message.Hello;

/**
 * A worker's end of the control channel. One thread of its own reads, and writes what a
 * sender did not write itself. Once the primary has said welcome nobody waits on the
 * channel: an interrupt of a thread that does would close it, and with it end the worker.
 *
 * @since 0.1.0
 */
public final class ControlClient implements AutoCloseable {

	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(ControlClient.class);

	private static final Guard guard = new Guard(logger, "Handling a message of the primary failed");

	private final Path socket;

	private final ClientChannel channel;

	private final Listener listener;

	private final CompletableFuture<@Nullable Void> handshake = new CompletableFuture<>();

	private volatile boolean closed;

	private ControlClient(Path socket, ClientChannel channel, Listener listener) {
		this.socket = socket;
		this.channel = channel;
		this.listener = listener;
	}

	/**
	 * Connect to the primary and wait until it has said welcome, at most 10 seconds.
	 * @param socket path of the primary's socket
	 * @param token the token from the worker's environment
	 * @param pid process id of the worker
	 * @param listener told what the primary says; never called if this method throws
	 * @return the open channel
	 * @throws ControlChannelException if the primary is not there, does not answer or
	 * does not want this worker
	 */
	public static ControlClient connect(Path socket, String token, long pid, Listener listener)
			throws ControlChannelException {
		return connect(socket, new Hello(MessageCodec.VERSION, token, pid), listener, HANDSHAKE_TIMEOUT);
	}

	static ControlClient connect(Path socket, Hello hello, Listener listener, Duration timeout)
			throws ControlChannelException {
		try {
			ControlClient client = new ControlClient(socket, ClientChannel.open(), listener);
			client.open(hello, timeout);
			return client;
		}
		catch (ControlChannelException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw failure(socket, ex);
		}
	}

	/**
	 * Send a message. Does not wait for the primary.
	 * @param message the message
	 * @throws ControlChannelException if the channel is closed, or the primary has not
	 * read anything for long
	 */
	public void send(Message.FromWorker message) throws ControlChannelException {
		if (this.closed) {
			throw new ControlChannelException("The channel to the primary is closed", null);
		}
		ByteBuffer frame = encode(message);
		try {
			this.channel.write(frame, Outbox.Need.of(message));
		}
		catch (ProtocolException ex) {
			throw new ControlChannelException("The primary does not read: " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			// The reader finds out, too, and knows better whether it was meant.
			close();
			throw new ControlChannelException("The channel to the primary is closed", ex);
		}
	}

	private ByteBuffer encode(Message message) throws ControlChannelException {
		try {
			return MessageCodec.encode(message);
		}
		catch (ProtocolException ex) {
			throw new ControlChannelException("The message cannot be sent: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.channel.close();
	}

	private void open(Hello hello, Duration timeout) throws IOException {
		thread("cluster-channel", () -> run(hello)).start();
		try {
			this.handshake.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw failure(this.socket, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (TimeoutException ex) {
			abandon("it did not answer within " + timeout.toMillis() + " ms");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			abandon("the thread was interrupted");
		}
	}

	private void abandon(String reason) throws IOException {
		IOException failure = new IOException(reason);
		if (this.handshake.completeExceptionally(failure)) {
			close();
			throw failure(this.socket, failure);
		}
		if (this.handshake.isCompletedExceptionally()) {
			throw failure(this.socket, new IOException("it closed the channel during the handshake"));
		}
	}

	private void run(Hello hello) {
		try {
			this.channel.connect(this.socket, MessageCodec.encode(hello));
			awaitWelcome();
			this.channel.becomeSelectable();
		}
		catch (Throwable ex) {
			this.handshake.completeExceptionally(ex);
			close();
			return;
		}
		if (this.handshake.complete(null)) {
			guard.tell(this.listener::welcome);
			Throwable cause = listen();
			close();
			guard.tell(() -> this.listener.closed(cause));
		}
	}

	private void awaitWelcome() throws IOException {
		ByteBuffer payload = this.channel.read();
		if (payload == null) {
			throw new IOException("it closed the channel before it said welcome");
		}
		Handshake.requireWelcome(MessageCodec.decodeFromPrimary(payload));
	}

	/**
	 * Listen until the channel is closed. Nothing else may end it, least of all without a
	 * word: a worker that has gone deaf goes on with its heartbeats.
	 * @return why it is closed, or {@code null} if one of the sides closed it
	 */
	private @Nullable Throwable listen() {
		try {
			handleAll();
			while (this.channel.fill()) {
				handleAll();
			}
			return null;
		}
		catch (Throwable ex) {
			return (this.closed && isBecauseClosed(ex)) ? null : ex;
		}
	}

	private static boolean isBecauseClosed(Throwable ex) {
		return ex instanceof ClosedChannelException || ex instanceof ClosedSelectorException
				|| ex instanceof CancelledKeyException;
	}

	private void handleAll() throws ProtocolException {
		ByteBuffer payload = this.channel.next();
		while (payload != null) {
			Message.FromPrimary message = MessageCodec.decodeFromPrimary(payload);
			guard.tell(() -> this.listener.message(message));
			payload = this.channel.next();
		}
	}

	private static ControlChannelException failure(Path socket, Throwable cause) {
		String reason = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
		return new ControlChannelException("No channel to the primary at " + socket + ": " + reason, cause);
	}

	private static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Told what the primary says, on a thread of the channel.
	 */
	public interface Listener {

		/**
		 * The channel is open.
		 */
		default void welcome() {
		}

		/**
		 * The primary has sent a message.
		 * @param message the message
		 */
		void message(Message.FromPrimary message);

		/**
		 * The channel is closed; told once.
		 * @param cause what broke it, or {@code null} if one of the sides closed it
		 */
		void closed(@Nullable Throwable cause);

	}

}
