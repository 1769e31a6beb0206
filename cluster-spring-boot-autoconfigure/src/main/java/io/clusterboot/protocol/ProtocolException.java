package io.clusterboot.protocol;

import java.io.IOException;

/**
 * Exception thrown when what the other side sent is not what the protocol allows.
 *
 * @since 0.1.0
 */
public class ProtocolException extends IOException {

	/**
	 * Create a new {@link ProtocolException} instance.
	 * @param message what is wrong with what was sent
	 */
	public ProtocolException(String message) {
		super(message);
	}

	/**
	 * Create a new {@link ProtocolException} instance.
	 * @param message what is wrong with what was sent
	 * @param cause the cause
	 */
	public ProtocolException(String message, Throwable cause) {
		super(message, cause);
	}

}
