package io.clusterboot.member;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.Envelope;
import io.clusterboot.Worker;

/**
 * A message that has arrived.
 *
 * @param sender id of the worker that sent it, or {@link Messenger#PRIMARY}
 * @param worker the worker that sent it, which may be gone by now; {@code null} for the
 * primary
 * @param envelope the message
 * @param answer takes the answer, or {@code null} where none is waited for
 * @since 0.1.0
 */
public record Incoming(long sender, @Nullable Worker worker, Envelope envelope,
		@Nullable Consumer<@Nullable Object> answer) {

}
