package io.clusterboot;

/**
 * The primary does not do what it was asked for.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class ClusterOperationException extends RuntimeException {

	/**
	 * Create a new {@link ClusterOperationException} instance.
	 * @param message the reason, and what is allowed
	 */
	public ClusterOperationException(String message) {
		super(message);
	}

}
