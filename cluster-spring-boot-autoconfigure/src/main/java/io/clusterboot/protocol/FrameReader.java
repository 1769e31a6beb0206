package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives into frames. Its buffer grows with the bytes that have arrived, never
 * by the length that a frame claims, and shrinks again after a large frame.
 */
final class FrameReader {

	/**
	 * Size of the buffer in bytes while no large frame is under way.
	 */
	static final int SMALL = 8 * 1024;

	private ByteBuffer buffer = ByteBuffer.allocate(SMALL);

	private int start;

	private int limit;

	/**
	 * Create a new {@link FrameReader} instance.
	 * @param limit longest payload in bytes
	 */
	FrameReader(int limit) {
		this.limit = limit;
	}

	void limit(int limit) {
		this.limit = limit;
	}

	int capacity() {
		return this.buffer.capacity();
	}

	/**
	 * Read once from the channel. All complete frames must have been taken before.
	 * @param channel where to read from
	 * @return how many bytes came, or -1 at the end
	 * @throws IOException if the channel cannot be read
	 */
	int fill(ReadableByteChannel channel) throws IOException {
		makeRoom();
		return channel.read(this.buffer);
	}

	/**
	 * Return the next frame's payload.
	 * @return the payload, valid until the next {@link #fill}, or {@code null} if no
	 * frame is complete
	 * @throws ProtocolException if the length of the frame is not allowed
	 */
	@Nullable ByteBuffer next() throws ProtocolException {
		int available = pending() - Frames.HEADER;
		if (available < 0) {
			return null;
		}
		int length = this.buffer.getInt(this.start);
		if (length < 0 || length > this.limit) {
			throw new ProtocolException(
					"A frame of " + length + " bytes is not allowed, at most " + this.limit + " are");
		}
		if (available < length) {
			return null;
		}
		ByteBuffer payload = this.buffer.slice(this.start + Frames.HEADER, length);
		this.start += Frames.HEADER + length;
		return payload;
	}

	private int pending() {
		return this.buffer.position() - this.start;
	}

	private void makeRoom() {
		int capacity = wantedCapacity();
		ByteBuffer target = (capacity != this.buffer.capacity()) ? ByteBuffer.allocate(capacity)
				: this.buffer.duplicate();
		target.clear();
		this.buffer.flip().position(this.start);
		target.put(this.buffer);
		this.buffer = target;
		this.start = 0;
	}

	private int wantedCapacity() {
		int capacity = this.buffer.capacity();
		if (pending() == capacity) {
			return Math.min(capacity * 2, Frames.HEADER + this.limit);
		}
		return (pending() <= SMALL / 2) ? SMALL : capacity;
	}

}
