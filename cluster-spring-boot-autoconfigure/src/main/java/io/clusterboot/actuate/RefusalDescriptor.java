package io.clusterboot.actuate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint shows when something is not done.
 *
 * @param error what kind of reason there is
 * @param message the reason, and what is allowed
 * @since 0.1.0
 */
@JsonPropertyOrder({ "error", "message" })
public record RefusalDescriptor(String error, @Nullable String message) implements OperationResponseBody {

}
