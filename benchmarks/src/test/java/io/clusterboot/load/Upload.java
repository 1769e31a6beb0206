package io.clusterboot.load;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A body that takes its time.
 *
 * @param piece size of a piece
 * @param pieces number of pieces
 * @param pause time between two of them
 */
record Upload(int piece, int pieces, Duration pause) {

	static final Upload NONE = new Upload(0, 0, Duration.ZERO);

	int length() {
		return this.piece * this.pieces;
	}

	void writeTo(OutputStream output) throws IOException {
		byte[] bytes = new byte[this.piece];
		for (int i = 0; i < this.pieces; i++) {
			output.write(bytes);
			Pause.of(this.pause);
		}
	}

}
