package io.clusterboot;

import org.jspecify.annotations.Nullable;

/**
 * A queue in which new connections wait until a worker accepts them, as the kernel knows
 * it.
 *
 * @param ordinal the slot whose workers accept from it, or {@code null} if all do
 * @param length how many connections wait
 * @param limit how many may wait
 * @param drops how many attempts to connect were dropped, which is nearly always because
 * the queue was full
 * @since 0.1.0
 */
public record QueueFigures(@Nullable Integer ordinal, long length, long limit, long drops) {

}
