package io.clusterboot.protocol;

import java.io.IOException;

import io.clusterboot.protocol.Message.Rejected;
import io.clusterboot.protocol.Message.Welcome;

/**
 * What a worker makes of the primary's first word.
 */
final class Handshake {

	private Handshake() {
	}

	/**
	 * Require that the primary wants this worker, and speaks its language.
	 * @param answer the primary's first word
	 * @throws IOException if it does not
	 */
	static void requireWelcome(Message.FromPrimary answer) throws IOException {
		if (answer instanceof Rejected rejected) {
			throw new IOException("it rejected this worker: " + rejected.reason());
		}
		if (!(answer instanceof Welcome welcome)) {
			throw new ProtocolException("it said " + answer.getClass().getSimpleName() + " before welcome");
		}
		if (welcome.version() != MessageCodec.VERSION) {
			throw new ProtocolException("it speaks version " + welcome.version()
					+ " of the control protocol, this worker " + MessageCodec.VERSION);
		}
	}

}
