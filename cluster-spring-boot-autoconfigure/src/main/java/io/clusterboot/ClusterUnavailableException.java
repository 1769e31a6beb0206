package io.clusterboot;

/**
 * Exception thrown when the primary cannot be asked.
 *
 * @since 0.1.0
 */
public class ClusterUnavailableException extends RuntimeException {

	/**
	 * Create a new {@link ClusterUnavailableException} instance.
	 * @param message what was asked and why there is no answer
	 */
	public ClusterUnavailableException(String message) {
		super(message);
	}

}
