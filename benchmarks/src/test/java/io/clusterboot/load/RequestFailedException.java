package io.clusterboot.load;

/**
 * A request that failed.
 *
 * @since 0.1.0
 */
public class RequestFailedException extends Exception {

	private final Failure failure;

	public RequestFailedException(Failure failure, String message) {
		super(message);
		this.failure = failure;
	}

	public RequestFailedException(Failure failure, Throwable cause) {
		super(String.valueOf(cause), cause);
		this.failure = failure;
	}

	public Failure failure() {
		return this.failure;
	}

}
