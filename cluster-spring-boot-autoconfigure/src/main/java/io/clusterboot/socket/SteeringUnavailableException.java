package io.clusterboot.socket;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when new connections cannot be steered here. Its message is the
 * reason, for people.
 *
 * @since 0.1.0
 */
public class SteeringUnavailableException extends RuntimeException {

	/**
	 * Create a new {@link SteeringUnavailableException} instance.
	 * @param reason the reason, for people
	 * @param cause the cause, or {@code null} if there is none
	 */
	public SteeringUnavailableException(String reason, @Nullable Throwable cause) {
		super(reason, cause);
	}

	static SteeringUnavailableException notBound(Exception cause) {
		return new SteeringUnavailableException(
				"the port cannot be bound beside its reservation: " + cause.getMessage(), cause);
	}

}
