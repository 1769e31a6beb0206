package io.clusterboot;

import org.jspecify.annotations.Nullable;

/**
 * One of the sockets that the kernel chooses from for a new connection.
 *
 * @param index the index that the kernel knows it by
 * @param worker id of the worker that accepts from it, or {@code null} while none does,
 * or all do
 * @param weight its share of new connections, 100 being a full share
 * @since 0.1.0
 */
public record SocketStatus(int index, @Nullable Long worker, int weight) {

}
