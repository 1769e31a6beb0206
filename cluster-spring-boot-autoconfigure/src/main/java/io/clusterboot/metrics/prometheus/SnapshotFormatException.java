package io.clusterboot.metrics.prometheus;

import java.io.IOException;

/**
 * Exception thrown when bytes are not what {@link SnapshotCodec} writes.
 *
 * @since 0.1.0
 */
public class SnapshotFormatException extends IOException {

	/**
	 * Create a new {@link SnapshotFormatException} instance.
	 * @param message what is wrong with the bytes
	 */
	public SnapshotFormatException(String message) {
		super(message);
	}

	/**
	 * Create a new {@link SnapshotFormatException} instance.
	 * @param message what is wrong with the bytes
	 * @param cause the cause
	 */
	public SnapshotFormatException(String message, Throwable cause) {
		super(message, cause);
	}

}
