package io.clusterboot.actuate.all;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.clusterboot.peer.PeerQuestion;

/**
 * Asks for the content of the file that an operation of another worker returns.
 *
 * @param operation the question that had the file for an answer
 * @param position how many bytes are left out
 */
record ContentQuestion(byte[] operation, long position) {

	static final String SUBJECT = "content";

	static ContentQuestion of(PeerQuestion question) throws IOException {
		ByteBuffer body = ByteBuffer.wrap(question.body());
		if (body.remaining() < Long.BYTES) {
			throw new IOException("A question for a content of " + body.remaining() + " bytes");
		}
		long position = body.getLong();
		byte[] operation = new byte[body.remaining()];
		body.get(operation);
		return new ContentQuestion(operation, position);
	}

	PeerQuestion question() {
		return new PeerQuestion(SUBJECT,
				ByteBuffer.allocate(Long.BYTES + this.operation.length)
					.putLong(this.position)
					.put(this.operation)
					.array());
	}

}
