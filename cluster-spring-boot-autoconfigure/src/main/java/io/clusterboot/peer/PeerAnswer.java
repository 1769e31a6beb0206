package io.clusterboot.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads an answer while it arrives. Its end is only an end when the other side says so:
 * what a killed process began to say is a failure, not an answer.
 *
 * @since 0.1.0
 */
public final class PeerAnswer extends InputStream {

	private final PeerConnection connection;

	private Duration patience;

	private int left;

	private boolean ended;

	PeerAnswer(PeerConnection connection, Duration patience) {
		this.connection = connection;
		this.patience = patience;
	}

	/**
	 * Wait longer, or shorter, for what is still to come.
	 * @param patience longest time for each next piece of the answer
	 * @return this answer
	 */
	public PeerAnswer patience(Duration patience) {
		this.patience = patience;
		return this;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		return this.connection.within(this.patience, () -> readSome(bytes, offset, length));
	}

	private int readSome(byte[] bytes, int offset, int length) throws IOException {
		if (this.left == 0 && !this.ended) {
			this.left = this.connection.in().readInt();
			this.ended = this.left == AnswerOutput.END;
			requireSound();
		}
		if (this.ended) {
			return -1;
		}
		int read = this.connection.in().read(bytes, offset, Math.min(length, this.left));
		if (read < 0) {
			throw new EOFException("The answer ends early");
		}
		this.left -= read;
		return read;
	}

	private void requireSound() throws IOException {
		if (this.left == AnswerOutput.FAILURE) {
			throw new PeerFailureException(this.connection.in().readUTF());
		}
		if (this.left < 0 || this.left > AnswerOutput.MAX_CHUNK) {
			throw new IOException("A piece of " + this.left + " bytes is no piece of an answer");
		}
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
