package io.clusterboot.actuate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.clusterboot.ClusterUnavailableException;

/**
 * What the endpoint shows when the primary does not answer.
 *
 * @param error what is wrong
 * @param message what was asked and why there is no answer
 * @since 0.1.0
 */
@JsonPropertyOrder({ "error", "message" })
public record UnavailableDescriptor(String error, @Nullable String message) implements OperationResponseBody {

	static UnavailableDescriptor of(ClusterUnavailableException ex) {
		return new UnavailableDescriptor("The primary does not answer", ex.getMessage());
	}

}
