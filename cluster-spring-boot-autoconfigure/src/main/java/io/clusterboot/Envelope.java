package io.clusterboot;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A message of the application on its way.
 *
 * @param number number of the message at its sender where that waits for an answer, or 0
 * @param answers number of the message that this one answers, or 0
 * @param format how the body is to be read
 * @param type name of the payload's class where the body is JSON, else empty
 * @param body the payload
 * @since 0.1.0
 */
public record Envelope(long number, long answers, Format format, String type, byte[] body) {

	/**
	 * What the message counts for, beside its body.
	 */
	private static final int OVERHEAD = 64;

	/**
	 * Return what the message occupies on its way.
	 * @return about so many bytes
	 */
	public int size() {
		return OVERHEAD + this.body.length;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Envelope envelope && envelope.number == this.number && envelope.answers == this.answers
				&& envelope.format == this.format && envelope.type.equals(this.type)
				&& Arrays.equals(envelope.body, this.body);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.number, this.answers, this.format, this.type, Arrays.hashCode(this.body));
	}

	@Override
	public String toString() {
		return "Envelope[" + this.format + " " + this.type + ", " + this.body.length + " bytes]";
	}

	/**
	 * How a body is to be read.
	 */
	public enum Format {

		/**
		 * UTF-8.
		 */
		TEXT,

		/**
		 * As it is.
		 */
		BYTES,

		/**
		 * What the application's JSON mapper wrote.
		 */
		JSON,

		/**
		 * The reason why there is no answer, in UTF-8.
		 */
		FAILURE

	}

}
