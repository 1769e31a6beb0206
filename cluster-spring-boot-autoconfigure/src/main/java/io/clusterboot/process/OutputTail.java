package io.clusterboot.process;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The last bytes that a worker printed, kept for when it fails.
 */
final class OutputTail {

	static final int CAPACITY = 8 * 1024;

	private final byte[] ring = new byte[CAPACITY];

	private long total;

	synchronized void append(byte[] bytes, int length) {
		int offset = Math.max(0, length - CAPACITY);
		int count = length - offset;
		this.total += offset;
		int position = position();
		int head = Math.min(count, CAPACITY - position);
		System.arraycopy(bytes, offset, this.ring, position, head);
		System.arraycopy(bytes, offset + head, this.ring, 0, count - head);
		this.total += count;
	}

	/**
	 * Return the whole lines that are kept, oldest first.
	 * @return the lines; the first may lack its beginning if it alone is longer than the
	 * tail
	 */
	List<String> lines() {
		String text = text();
		int firstEnd = text.indexOf('\n');
		boolean cut = isCut() && firstEnd >= 0 && firstEnd < text.length() - 1;
		return (cut ? text.substring(firstEnd + 1) : text).lines().toList();
	}

	/**
	 * Return the last lines, oldest first.
	 * @param count how many at most
	 * @return the lines
	 */
	List<String> lastLines(int count) {
		List<String> lines = lines();
		return lines.subList(Math.max(0, lines.size() - count), lines.size());
	}

	private synchronized String text() {
		if (!isCut()) {
			return new String(this.ring, 0, (int) this.total, StandardCharsets.UTF_8);
		}
		byte[] bytes = new byte[CAPACITY];
		System.arraycopy(this.ring, position(), bytes, 0, CAPACITY - position());
		System.arraycopy(this.ring, 0, bytes, CAPACITY - position(), position());
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private synchronized boolean isCut() {
		return this.total > CAPACITY;
	}

	private int position() {
		return (int) (this.total % CAPACITY);
	}

}
