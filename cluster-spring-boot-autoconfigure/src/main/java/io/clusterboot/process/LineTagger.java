package io.clusterboot.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Marks each line with the worker that it comes from: plain lines by a prefix, JSON
 * objects by a member.
 */
final class LineTagger {

	private final byte[] prefix;

	private final byte[] member;

	LineTagger(int ordinal) {
		this.prefix = ("[worker " + ordinal + "] ").getBytes(StandardCharsets.US_ASCII);
		this.member = ("{\"worker\":" + ordinal).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Return by how many bytes a line may grow.
	 * @return the largest number of bytes that is added to a line, its line feed included
	 */
	int overhead() {
		return Math.max(this.prefix.length, this.member.length) + 1;
	}

	/**
	 * Append a line.
	 * @param target gets the marked line and a line feed
	 * @param bytes holds the line
	 * @param from index of its first byte
	 * @param to index after its last byte
	 * @param piece whether it is only a part of a line, thus no object in any case
	 */
	void append(ByteArrayOutputStream target, byte[] bytes, int from, int to, boolean piece) {
		JsonLine json = new JsonLine(bytes, from, to);
		if (piece || !json.isObject()) {
			target.writeBytes(this.prefix);
			target.write(bytes, from, to - from);
		}
		else if (json.namesWorker()) {
			target.write(bytes, from, to - from);
		}
		else {
			appendWithMember(target, bytes, from, to, json.isEmpty());
		}
		target.write('\n');
	}

	private void appendWithMember(ByteArrayOutputStream target, byte[] bytes, int from, int to, boolean empty) {
		target.writeBytes(this.member);
		if (!empty) {
			target.write(',');
		}
		target.write(bytes, from + 1, to - from - 1);
	}

}
