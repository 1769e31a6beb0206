package io.clusterboot.peer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one member asks another.
 *
 * @param subject what it is about
 * @param body the rest, as the subject says
 * @since 0.1.0
 */
public record PeerQuestion(String subject, byte[] body) {

	/**
	 * Largest body of a question. A request to an endpoint, which has to be in memory as
	 * a whole, is smaller by far.
	 */
	static final int MAX_BODY = 4 * 1024 * 1024;

	void write(DataOutputStream out) throws IOException {
		if (this.body.length > MAX_BODY) {
			throw new IOException("A question of " + this.body.length + " bytes is longer than " + MAX_BODY);
		}
		out.writeUTF(this.subject);
		out.writeInt(this.body.length);
		out.write(this.body);
		out.flush();
	}

	static PeerQuestion read(DataInputStream in) throws IOException {
		String subject = in.readUTF();
		int length = in.readInt();
		if (length < 0 || length > MAX_BODY) {
			throw new IOException("A question of " + length + " bytes; allowed are 0 to " + MAX_BODY);
		}
		byte[] body = in.readNBytes(length);
		if (body.length < length) {
			throw new IOException("The question ends early");
		}
		return new PeerQuestion(subject, body);
	}

}
