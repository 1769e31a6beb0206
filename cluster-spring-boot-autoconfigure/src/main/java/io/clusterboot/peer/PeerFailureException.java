package io.clusterboot.peer;

import java.io.IOException;

/**
 * Thrown when the other member heard the question and could not answer it.
 *
 * @since 0.1.0
 */
public final class PeerFailureException extends IOException {

	private static final long serialVersionUID = 1L;

	PeerFailureException(String reason) {
		super(reason);
	}

}
