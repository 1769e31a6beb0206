package io.clusterboot.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one message. Believes nothing: no length is used before it was
 * compared with what is left of the frame.
 */
final class PayloadReader {

	private static final int MAX_NANOS = 999_999_999;

	private final ByteBuffer buffer;

	PayloadReader(ByteBuffer payload) {
		this.buffer = payload;
	}

	int int8() throws ProtocolException {
		return need(Byte.BYTES).get() & 0xFF;
	}

	int int32() throws ProtocolException {
		return need(Integer.BYTES).getInt();
	}

	long int64() throws ProtocolException {
		return need(Long.BYTES).getLong();
	}

	double float64() throws ProtocolException {
		return need(Double.BYTES).getDouble();
	}

	boolean bool() throws ProtocolException {
		int value = int8();
		if (value > 1) {
			throw new ProtocolException("Neither true nor false: " + value);
		}
		return value == 1;
	}

	String text() throws ProtocolException {
		int length = need(Short.BYTES).getShort() & 0xFFFF;
		if (length > PayloadWriter.MAX_TEXT) {
			throw new ProtocolException(
					"A text of " + length + " bytes is longer than allowed: " + PayloadWriter.MAX_TEXT);
		}
		return utf8(length);
	}

	/**
	 * Read a text of any length.
	 * @return the text
	 * @throws ProtocolException if it is not there or not UTF-8
	 */
	String longText() throws ProtocolException {
		return utf8(length());
	}

	byte[] bytes() throws ProtocolException {
		byte[] bytes = new byte[length()];
		this.buffer.get(bytes);
		return bytes;
	}

	private int length() throws ProtocolException {
		int length = int32();
		if (length < 0 || length > this.buffer.remaining()) {
			throw new ProtocolException(
					length + " bytes do not fit into the " + this.buffer.remaining() + " bytes left");
		}
		return length;
	}

	private String utf8(int length) throws ProtocolException {
		ByteBuffer bytes = need(length).slice(this.buffer.position(), length);
		this.buffer.position(this.buffer.position() + length);
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
		}
		catch (CharacterCodingException ex) {
			throw new ProtocolException("A text is not UTF-8", ex);
		}
	}

	<E extends Enum<E>> E constant(Class<E> type) throws ProtocolException {
		String name = text();
		for (E constant : type.getEnumConstants()) {
			if (constant.name().equals(name)) {
				return constant;
			}
		}
		throw new ProtocolException("No " + type.getSimpleName() + " is called '" + name + "'");
	}

	Instant instant() throws ProtocolException {
		long seconds = int64();
		try {
			return Instant.ofEpochSecond(seconds, nanos());
		}
		catch (DateTimeException ex) {
			throw new ProtocolException("No instant lies " + seconds + " seconds from the epoch", ex);
		}
	}

	Duration duration() throws ProtocolException {
		return Duration.ofSeconds(int64(), nanos());
	}

	<T> @Nullable T nullable(Field<T> field) throws ProtocolException {
		return (bool()) ? field.read(this) : null;
	}

	<T> List<T> list(Field<T> field) throws ProtocolException {
		int count = int32();
		if (count < 0 || count > this.buffer.remaining()) {
			throw new ProtocolException(
					"A list of " + count + " does not fit into the " + this.buffer.remaining() + " bytes left");
		}
		List<T> values = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			values.add(field.read(this));
		}
		return values;
	}

	void skip() {
		this.buffer.position(this.buffer.limit());
	}

	void end() throws ProtocolException {
		if (this.buffer.hasRemaining()) {
			throw new ProtocolException(this.buffer.remaining() + " bytes follow after the end of the message");
		}
	}

	private int nanos() throws ProtocolException {
		int nanos = int32();
		if (nanos < 0 || nanos > MAX_NANOS) {
			throw new ProtocolException("A second has no " + nanos + " nanoseconds");
		}
		return nanos;
	}

	private ByteBuffer need(int bytes) throws ProtocolException {
		if (this.buffer.remaining() < bytes) {
			throw new ProtocolException(
					"The frame ends too early: " + bytes + " bytes needed, " + this.buffer.remaining() + " left");
		}
		return this.buffer;
	}

	/**
	 * Reads one value.
	 *
	 * @param <T> the type of the value
	 */
	@FunctionalInterface
	interface Field<T> {

		T read(PayloadReader in) throws ProtocolException;

	}

}
