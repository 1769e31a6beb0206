package io.clusterboot.actuate.all;

import org.jspecify.annotations.Nullable;

/**
 * A worker process to ask.
 *
 * @param ordinal its ordinal
 * @param id its id
 * @param starting whether it is not ready yet
 * @param problem why it cannot be asked, or {@code null} if it can
 * @since 0.1.0
 */
public record Target(int ordinal, long id, boolean starting, @Nullable String problem) {

}
