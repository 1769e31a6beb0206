package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
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

	private final Deque<ByteBuffer> frames = new ArrayDeque<>();

	private long pending;

	/**
	 * Add a frame unless too much waits already.
	 * @param frame the frame
	 * @param droppable whether the receiver can do without it
	 * @return {@code false} if the frame was dropped
	 * @throws ProtocolException if the frame must not be dropped and there is no room
	 */
	synchronized boolean offer(ByteBuffer frame, boolean droppable) throws ProtocolException {
		long after = this.pending + frame.remaining();
		if (after > SOFT_LIMIT && droppable) {
			return false;
		}
		if (after > HARD_LIMIT) {
			throw new ProtocolException(this.pending + " bytes wait and nobody reads them");
		}
		this.frames.add(frame);
		this.pending = after;
		return true;
	}

	/**
	 * Write what the channel takes now.
	 * @param channel a channel that does not block
	 * @return whether nothing waits any more
	 * @throws IOException if the channel cannot be written to
	 */
	synchronized boolean writeTo(WritableByteChannel channel) throws IOException {
		ByteBuffer frame = this.frames.peek();
		while (frame != null) {
			this.pending -= channel.write(frame);
			if (frame.hasRemaining()) {
				return false;
			}
			this.frames.remove();
			frame = this.frames.peek();
		}
		return true;
	}

	synchronized long pending() {
		return this.pending;
	}

	synchronized void clear() {
		this.frames.clear();
		this.pending = 0;
	}

}
