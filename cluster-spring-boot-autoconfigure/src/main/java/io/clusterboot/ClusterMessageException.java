package io.clusterboot;

import org.jspecify.annotations.Nullable;

/**
 * A message cannot be sent, or a question gets no answer.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class ClusterMessageException extends RuntimeException {

	/**
	 * Create a new {@link ClusterMessageException} instance.
	 * @param message the reason
	 * @param cause what went wrong, or {@code null}
	 */
	public ClusterMessageException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
