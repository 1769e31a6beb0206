package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * One connection of the control server. Belongs to the control thread, but for
 * {@link #post} and {@link #giveUp}.
 */
final class ControlConnection {

	private final SocketChannel channel;

	private final SelectionKey key;

	private final long deadline;

	private final FrameReader reader = new FrameReader(Frames.HANDSHAKE_LIMIT);

	private final Outbox outbox = new Outbox();

	private final Pace pace = new Pace(System::nanoTime);

	private final AtomicBoolean queued = new AtomicBoolean();

	private volatile boolean givenUp;

	private boolean leaving;

	private @Nullable WorkerIdentity identity;

	/**
	 * Create a new {@link ControlConnection} instance.
	 * @param channel the channel, not blocking
	 * @param key its key
	 * @param deadline until when the handshake must be done, in nanoseconds
	 */
	ControlConnection(SocketChannel channel, SelectionKey key, long deadline) {
		this.channel = channel;
		this.key = key;
		this.deadline = deadline;
	}

	long deadline() {
		return this.deadline;
	}

	@Nullable WorkerIdentity identity() {
		return this.identity;
	}

	void identify(WorkerIdentity identity) {
		this.identity = identity;
		this.reader.limit(Frames.LIMIT);
	}

	/**
	 * Take no more messages, and end once everything posted is written.
	 */
	void leave() {
		this.leaving = true;
	}

	/**
	 * Read once.
	 * @return whether the connection goes on
	 * @throws IOException if the channel cannot be read
	 */
	boolean fill() throws IOException {
		return this.reader.fill(this.channel) >= 0;
	}

	Message.@Nullable FromWorker next() throws ProtocolException {
		ByteBuffer payload = (this.leaving) ? null : this.reader.next();
		return (payload != null) ? MessageCodec.decodeFromWorker(payload) : null;
	}

	/**
	 * Post a frame to be written later.
	 * @param frame the frame
	 * @param need how much the receiver needs it
	 * @return {@code false} if it was dropped
	 * @throws ProtocolException if there is no room for a frame that must not be dropped
	 */
	boolean post(ByteBuffer frame, Outbox.Need need) throws ProtocolException {
		return this.outbox.offer(frame, need);
	}

	/**
	 * End the connection with the next {@link #flush}.
	 */
	void giveUp() {
		this.givenUp = true;
	}

	/**
	 * Mark the connection as queued for a flush.
	 * @return whether it was not queued yet
	 */
	boolean queue() {
		return this.queued.compareAndSet(false, true);
	}

	/**
	 * Write what the channel takes now.
	 * @return whether the connection goes on
	 * @throws IOException if the channel cannot be written to
	 */
	boolean flush() throws IOException {
		this.queued.set(false);
		boolean done = this.outbox.writeTo(this.channel);
		if (this.givenUp || (done && this.leaving)) {
			return false;
		}
		this.key.interestOps(((this.leaving) ? 0 : SelectionKey.OP_READ) | ((done) ? 0 : SelectionKey.OP_WRITE));
		return true;
	}

	/**
	 * Write what the channel takes now, unless frames come so close that it is better to
	 * write them together. Any thread may call it.
	 * @return whether nothing is left to be done
	 */
	boolean flushNow() {
		try {
			return this.pace.isSlow() && this.outbox.writeTo(this.channel) && !this.givenUp;
		}
		catch (IOException ex) {
			// The control thread finds out, too, and closes it.
			return false;
		}
	}

	boolean isOpen() {
		return this.channel.isOpen();
	}

	void close() {
		this.outbox.clear();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// It is closed either way.
		}
	}

	@Override
	public String toString() {
		WorkerIdentity identity = this.identity;
		return (identity != null) ? "worker " + identity.ordinal() + " (id " + identity.id() + ")" : "nobody";
	}

}
