package io.clusterboot;

/**
 * Exception thrown when the primary declines something because another change of the
 * cluster is under way. The same may be possible later.
 *
 * @since 0.1.0
 */
public class ClusterConflictException extends ClusterOperationException {

	/**
	 * Create a new {@link ClusterConflictException} instance.
	 * @param message what is under way
	 */
	public ClusterConflictException(String message) {
		super(message);
	}

}
