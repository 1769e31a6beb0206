package io.clusterboot.protocol;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when a worker has no channel to the primary.
 *
 * @since 0.1.0
 */
public class ControlChannelException extends IOException {

	/**
	 * Create a new {@link ControlChannelException} instance.
	 * @param message what failed and why
	 * @param cause the cause, or {@code null}
	 */
	public ControlChannelException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
