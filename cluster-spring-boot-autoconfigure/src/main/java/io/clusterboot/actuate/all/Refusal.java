package io.clusterboot.actuate.all;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.util.ClassUtils;

/**
 * What a worker says when the request is at fault, and not the worker. Whoever passed the
 * request on refuses it in the same way.
 *
 * @param denied whether it is not the caller's to ask for it
 * @param message what is wrong, for people
 * @param reason what is wrong, as the client may know
 */
record Refusal(boolean denied, String message, String reason) {

	private static final boolean SPRING_SECURITY = ClassUtils
		.isPresent("org.springframework.security.access.AccessDeniedException", Refusal.class.getClassLoader());

	/**
	 * Return the refusal that an exception stands for.
	 * @param failure the exception
	 * @return the refusal, or {@code null} if it stands for something else
	 */
	static @Nullable Refusal of(Throwable failure) {
		if (failure instanceof InvalidEndpointRequestException invalid) {
			return new Refusal(false, String.valueOf(invalid.getMessage()), String.valueOf(invalid.getReason()));
		}
		return (SPRING_SECURITY && GrantedCaller.isDenial(failure))
				? new Refusal(true, String.valueOf(failure.getMessage()), "") : null;
	}

	RuntimeException exception() {
		return (this.denied && SPRING_SECURITY) ? GrantedCaller.denial(this.message)
				: new InvalidEndpointRequestException(this.message, this.reason);
	}

}
