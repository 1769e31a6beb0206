package io.clusterboot.soak;

/**
 * A request that failed.
 */
class RequestFailedException extends Exception {

	private final Failure failure;

	RequestFailedException(Failure failure, String message) {
		super(message);
		this.failure = failure;
	}

	RequestFailedException(Failure failure, Throwable cause) {
		super(String.valueOf(cause), cause);
		this.failure = failure;
	}

	Failure failure() {
		return this.failure;
	}

}
