package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The frames that wait to be written to one connection. Safe for use by several threads.
 */
final class Outbox {

	/**
	 * From this many waiting bytes on, frames that may be dropped are.
	 */
	static final int SOFT_LIMIT = 4 * 1024 * 1024;

	/**
	 * From this many waiting bytes on, the connection is given up.
	 */
	static final int HARD_LIMIT = 2 * SOFT_LIMIT;

	/**
	 * How many frames are written at once.
	 */
	private static final int BATCH = 64;

	private final Deque<Waiting> frames = new ArrayDeque<>();

	private long pending;

	/**
	 * Add a frame unless too much waits already.
	 * @param frame the frame
	 * @param need how much the receiver needs it
	 * @return {@code false} if the frame was dropped
	 * @throws ProtocolException if the frame must not be dropped and there is no room
	 */
	synchronized boolean offer(ByteBuffer frame, Need need) throws ProtocolException {
		long counted = (need == Need.METERED) ? 0 : frame.remaining();
		if (this.pending + counted > SOFT_LIMIT && need == Need.DROPPABLE) {
			return false;
		}
		if (this.pending + counted > HARD_LIMIT && need == Need.NEEDED) {
			throw new ProtocolException(this.pending + " bytes wait and nobody reads them");
		}
		this.frames.add(new Waiting(frame, counted));
		this.pending += counted;
		return true;
	}

	/**
	 * Write what the channel takes now.
	 * @param channel a channel that does not block
	 * @return whether nothing waits any more
	 * @throws IOException if the channel cannot be written to
	 */
	synchronized boolean writeTo(GatheringByteChannel channel) throws IOException {
		while (!this.frames.isEmpty()) {
			ByteBuffer[] batch = batch();
			channel.write(batch);
			removeWritten();
			if (batch[batch.length - 1].hasRemaining()) {
				return false;
			}
		}
		return true;
	}

	private ByteBuffer[] batch() {
		return this.frames.stream().limit(BATCH).map(Waiting::frame).toArray(ByteBuffer[]::new);
	}

	private void removeWritten() {
		Waiting first = this.frames.peek();
		while (first != null && !first.frame().hasRemaining()) {
			this.frames.remove();
			this.pending -= first.counted();
			first = this.frames.peek();
		}
	}

	synchronized boolean isEmpty() {
		return this.frames.isEmpty();
	}

	synchronized long pending() {
		return this.pending;
	}

	synchronized void clear() {
		this.frames.clear();
		this.pending = 0;
	}

	/**
	 * How much the receiver needs a frame.
	 */
	enum Need {

		/**
		 * Can do without.
		 */
		DROPPABLE,

		/**
		 * Cannot do without.
		 */
		NEEDED,

		/**
		 * Cannot do without, and its sender waits when too much is under way.
		 */
		METERED;

		static Need of(Message message) {
			if (message instanceof Message.StatusReply) {
				return DROPPABLE;
			}
			return (message instanceof Message.Post) ? METERED : NEEDED;
		}

	}

	/**
	 * A frame that waits.
	 *
	 * @param frame the frame
	 * @param counted what it counts for
	 */
	private record Waiting(ByteBuffer frame, long counted) {

	}

}
