package io.clusterboot.protocol;

/**
 * How messages lie on the wire: four bytes of length, then the payload.
 */
final class Frames {

	/**
	 * Size of the length in bytes.
	 */
	static final int HEADER = Integer.BYTES;

	/**
	 * Longest payload in bytes: that of the largest message of an application, and what
	 * goes with it.
	 */
	static final int LIMIT = 65 * 1024 * 1024;

	/**
	 * Longest payload in bytes before the handshake is done.
	 */
	static final int HANDSHAKE_LIMIT = 4 * 1024;

	private Frames() {
	}

}
