package io.clusterboot.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Reads an answer while it arrives. Its end is only an end when the other side says so:
 * what a killed process began to say is a failure, not an answer.
 *
 * @since 0.1.0
 */
public final class PeerAnswer extends InputStream {

	/**
	 * Largest answer that is read as a whole.
	 */
	private static final int MAX_SIZE = 256 * 1024 * 1024;

	/**
	 * How long a client may stop reading.
	 */
	private static final Duration UNREAD = Duration.ofMinutes(1);

	private final PeerConnection connection;

	private Duration patience;

	private int left;

	private boolean ended;

	private boolean handedOver;

	private boolean closed;

	private Alarms.@Nullable Alarm unread;

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
		Alarms.Alarm unread = this.unread;
		if (unread != null) {
			unread.close();
		}
		int read = this.connection.within(this.patience, () -> readSome(bytes, offset, length));
		if (this.handedOver) {
			this.unread = this.connection.closeAfter(UNREAD);
		}
		return read;
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

	/**
	 * Skip what is not wanted. In larger pieces than other streams, for each costs an
	 * alarm.
	 */
	@Override
	public long skip(long count) throws IOException {
		byte[] piece = new byte[(int) Math.min(AnswerOutput.MAX_CHUNK, Math.max(count, 0))];
		long skipped = 0;
		while (skipped < count) {
			int read = read(piece, 0, (int) Math.min(piece.length, count - skipped));
			if (read < 0) {
				break;
			}
			skipped += read;
		}
		return skipped;
	}

	/**
	 * Read all that is still to come.
	 * @return the bytes
	 * @throws IOException if it breaks off, or is larger than anybody wants to hold
	 */
	public byte[] readAll() throws IOException {
		byte[] bytes = readNBytes(MAX_SIZE + 1);
		if (bytes.length > MAX_SIZE) {
			throw new IOException("an answer of more than " + MAX_SIZE + " bytes");
		}
		return bytes;
	}

	/**
	 * From now on this answer is closed when nobody reads it: somebody may have got it
	 * who never will.
	 */
	void handOver() {
		this.handedOver = !this.closed;
		if (this.handedOver) {
			this.unread = this.connection.closeAfter(UNREAD);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		Alarms.Alarm unread = this.unread;
		if (unread != null) {
			unread.close();
		}
		this.connection.close();
	}

}
