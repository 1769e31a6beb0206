package io.clusterboot.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one message and puts the frame's length before them.
 */
final class PayloadWriter {

	/**
	 * Longest text in bytes of UTF-8. Longer ones are cut: they are words for people.
	 */
	static final int MAX_TEXT = 2048;

	private static final int INITIAL_SIZE = 256;

	private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_SIZE).position(Frames.HEADER);

	void int8(int value) {
		room(Byte.BYTES).put((byte) value);
	}

	void int32(int value) {
		room(Integer.BYTES).putInt(value);
	}

	void int64(long value) {
		room(Long.BYTES).putLong(value);
	}

	void float64(double value) {
		room(Double.BYTES).putDouble(value);
	}

	void bool(boolean value) {
		int8((value) ? 1 : 0);
	}

	void text(String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		int length = cut(bytes);
		room(Short.BYTES).putShort((short) length);
		room(length).put(bytes, 0, length);
	}

	/**
	 * Write a text that means something, and is never cut.
	 * @param value the text
	 */
	void longText(String value) {
		bytes(value.getBytes(StandardCharsets.UTF_8));
	}

	void bytes(byte[] value) {
		int32(value.length);
		room(value.length).put(value);
	}

	void instant(Instant value) {
		int64(value.getEpochSecond());
		int32(value.getNano());
	}

	void duration(Duration value) {
		int64(value.getSeconds());
		int32(value.getNano());
	}

	<T> void nullable(@Nullable T value, Field<T> field) {
		bool(value != null);
		if (value != null) {
			field.write(this, value);
		}
	}

	<T> void list(List<T> values, Field<T> field) {
		int32(values.size());
		for (T value : values) {
			field.write(this, value);
		}
	}

	/**
	 * Return the whole frame: its length, then what was written.
	 * @return the frame, ready to be sent
	 * @throws ProtocolException if it is longer than a frame may be
	 */
	ByteBuffer frame() throws ProtocolException {
		int length = this.buffer.position() - Frames.HEADER;
		if (length > Frames.LIMIT) {
			throw new ProtocolException(
					"A message of " + length + " bytes is longer than a frame may be: " + Frames.LIMIT);
		}
		return this.buffer.putInt(0, length).flip();
	}

	private int cut(byte[] bytes) {
		if (bytes.length <= MAX_TEXT) {
			return bytes.length;
		}
		int length = MAX_TEXT;
		while ((bytes[length] & 0xC0) == 0x80) {
			length--;
		}
		return length;
	}

	private ByteBuffer room(int bytes) {
		if (this.buffer.remaining() < bytes) {
			int capacity = Math.max(this.buffer.capacity() * 2, this.buffer.position() + bytes);
			this.buffer = ByteBuffer.allocate(capacity).put(this.buffer.flip());
		}
		return this.buffer;
	}

	/**
	 * Writes one value.
	 *
	 * @param <T> the type of the value
	 */
	@FunctionalInterface
	interface Field<T> {

		void write(PayloadWriter out, T value);

	}

}
