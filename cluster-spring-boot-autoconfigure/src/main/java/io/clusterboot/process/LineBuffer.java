package io.clusterboot.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into lines. Holds one unfinished line at most, and of that no
 * more than {@link #MAX_LINE} bytes.
 */
final class LineBuffer {

	static final int MAX_LINE = 1024 * 1024;

	static final int INITIAL_CAPACITY = 8 * 1024;

	private static final int MAX_CAPACITY = MAX_LINE + 1;

	private byte[] bytes = new byte[INITIAL_CAPACITY];

	private int length;

	private int scanned;

	private boolean torn;

	/**
	 * Wait for more bytes.
	 * @param source where they come from
	 * @return {@code false} at the end of the stream
	 * @throws IOException if the stream cannot be read
	 */
	boolean readFrom(InputStream source) throws IOException {
		int read = source.read(this.bytes, this.length, this.bytes.length - this.length);
		this.length += Math.max(read, 0);
		return read >= 0;
	}

	/**
	 * Hand out all finished lines, and make room for more bytes.
	 * @param lines gets the lines
	 */
	void drainTo(Lines lines) {
		int end = endOfLines();
		lines.ahead(this.bytes, end);
		int start = 0;
		while (start < end) {
			start = drainLine(start, lines);
		}
		keepFrom((end == 0 && this.length == MAX_CAPACITY) ? tear(lines) : end);
	}

	/**
	 * Hand out what is left when the stream has ended.
	 * @param lines gets the last line, if it lacks its end
	 */
	void finish(Lines lines) {
		if (this.length > 0) {
			lines.ahead(this.bytes, this.length);
			lines.line(this.bytes, 0, this.length, this.torn);
			this.length = 0;
		}
	}

	private int endOfLines() {
		for (int i = this.length; i > this.scanned; i--) {
			if (this.bytes[i - 1] == '\n') {
				return i;
			}
		}
		return 0;
	}

	private int drainLine(int start, Lines lines) {
		int end = start;
		while (this.bytes[end] != '\n') {
			end++;
		}
		lines.line(this.bytes, start, end, this.torn);
		this.torn = false;
		return end + 1;
	}

	private int tear(Lines lines) {
		lines.ahead(this.bytes, MAX_LINE);
		lines.line(this.bytes, 0, MAX_LINE, true);
		this.torn = true;
		return MAX_LINE;
	}

	private void keepFrom(int start) {
		int rest = this.length - start;
		byte[] target = resized(rest);
		if (target != this.bytes || start > 0) {
			System.arraycopy(this.bytes, start, target, 0, rest);
		}
		this.bytes = target;
		this.length = rest;
		this.scanned = rest;
	}

	private byte[] resized(int rest) {
		if (rest == this.bytes.length) {
			return new byte[Math.min(2 * rest, MAX_CAPACITY)];
		}
		if (rest < INITIAL_CAPACITY && this.bytes.length > INITIAL_CAPACITY) {
			return new byte[INITIAL_CAPACITY];
		}
		return this.bytes;
	}

	/**
	 * Gets the lines of a {@link LineBuffer}. The arrays are only lent.
	 */
	interface Lines {

		/**
		 * Bytes whose lines come next.
		 * @param bytes holds them from its start on
		 * @param length how many
		 */
		void ahead(byte[] bytes, int length);

		/**
		 * One line, without its line feed.
		 * @param bytes holds the line
		 * @param from index of its first byte
		 * @param to index after its last byte
		 * @param piece whether it is only a part of a line that is too long
		 */
		void line(byte[] bytes, int from, int to, boolean piece);

	}

}
