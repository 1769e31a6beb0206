package io.clusterboot.process;

import java.nio.charset.StandardCharsets;

/**
 * Looks at a line of bytes as a JSON object, as far as its envelope goes.
 */
final class JsonLine {

	private static final byte[] WORKER = "\"worker\"".getBytes(StandardCharsets.US_ASCII);

	private final byte[] bytes;

	private final int from;

	private final int to;

	JsonLine(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.from = from;
		this.to = trimmed(bytes, from, to);
	}

	private static int trimmed(byte[] bytes, int from, int to) {
		int end = to;
		while (end > from && isBlank(bytes[end - 1])) {
			end--;
		}
		return end;
	}

	/**
	 * Return whether the line looks like a JSON object: a brace first and a brace last,
	 * and a member's name after the first one unless the object is empty.
	 * @return {@code true} if the line looks like a JSON object
	 */
	boolean isObject() {
		return this.to - this.from > 1 && this.bytes[this.from] == '{' && this.bytes[this.to - 1] == '}'
				&& (isEmpty() || this.bytes[firstInside()] == '"');
	}

	/**
	 * Return whether the object has no members.
	 * @return {@code true} for an object without members
	 */
	boolean isEmpty() {
		return firstInside() == this.to - 1;
	}

	/**
	 * Return whether the object itself, not one inside of it, has a member
	 * {@code worker}.
	 * @return {@code true} if there is such a member
	 */
	boolean namesWorker() {
		int depth = 0;
		for (int i = this.from; i < this.to; i++) {
			switch (this.bytes[i]) {
				case '{', '[' -> depth++;
				case '}', ']' -> depth--;
				case '"' -> {
					if (depth == 1 && isWorkerName(i)) {
						return true;
					}
					i = endOfString(i);
				}
				default -> {
				}
			}
		}
		return false;
	}

	private int firstInside() {
		return skipBlanks(this.from + 1);
	}

	private boolean isWorkerName(int start) {
		for (int i = 0; i < WORKER.length; i++) {
			if (start + i >= this.to || this.bytes[start + i] != WORKER[i]) {
				return false;
			}
		}
		int next = skipBlanks(start + WORKER.length);
		return next < this.to && this.bytes[next] == ':';
	}

	private int endOfString(int start) {
		int i = start + 1;
		while (i < this.to && this.bytes[i] != '"') {
			i += (this.bytes[i] != '\\') ? 1 : 2;
		}
		return i;
	}

	private int skipBlanks(int start) {
		int i = start;
		while (i < this.to && isBlank(this.bytes[i])) {
			i++;
		}
		return i;
	}

	private static boolean isBlank(byte b) {
		return b == ' ' || b == '\t' || b == '\r';
	}

}
