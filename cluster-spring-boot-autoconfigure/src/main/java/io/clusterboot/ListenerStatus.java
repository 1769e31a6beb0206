package io.clusterboot;

import org.jspecify.annotations.Nullable;

/**
 * A listener that the workers share.
 *
 * @param address the address it is bound to, {@code *} for all
 * @param port the port, never 0
 * @param steering {@code ACTIVE} or {@code OFF}
 * @param steeringReason why steering is off, or {@code null}
 * @since 0.1.0
 */
public record ListenerStatus(String address, int port, String steering, @Nullable String steeringReason) {

}
