package io.clusterboot.peer;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an answer in pieces, each with its length before it, so that its end can be told
 * from a connection that broke.
 */
final class AnswerOutput extends OutputStream {

	static final int END = 0;

	static final int FAILURE = -1;

	static final int MAX_CHUNK = 64 * 1024;

	private static final int MAX_REASON = 2000;

	private final PeerConnection connection;

	private final DataOutputStream out;

	private final byte[] buffer = new byte[MAX_CHUNK];

	private int size;

	AnswerOutput(PeerConnection connection) {
		this.connection = connection;
		this.out = connection.out();
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		int written = 0;
		while (written < length) {
			if (this.size == this.buffer.length) {
				flush();
			}
			int part = Math.min(length - written, this.buffer.length - this.size);
			System.arraycopy(bytes, offset + written, this.buffer, this.size, part);
			this.size += part;
			written += part;
		}
	}

	@Override
	public void flush() throws IOException {
		if (this.size > 0) {
			this.connection.within(PeerServer.PATIENCE, this::writeChunk);
		}
	}

	private int writeChunk() throws IOException {
		this.out.writeInt(this.size);
		this.out.write(this.buffer, 0, this.size);
		this.out.flush();
		this.size = 0;
		return 0;
	}

	void end() throws IOException {
		flush();
		this.connection.within(PeerServer.PATIENCE, () -> {
			this.out.writeInt(END);
			this.out.flush();
			return END;
		});
	}

	/**
	 * Say that there is no answer, or that what was said of it so far is none.
	 * @param reason why, for people
	 * @throws IOException if the other side is gone
	 */
	void fail(String reason) throws IOException {
		this.size = 0;
		this.connection.within(PeerServer.PATIENCE, () -> {
			this.out.writeInt(FAILURE);
			this.out.writeUTF((reason.length() > MAX_REASON) ? reason.substring(0, MAX_REASON) : reason);
			this.out.flush();
			return END;
		});
	}

}
