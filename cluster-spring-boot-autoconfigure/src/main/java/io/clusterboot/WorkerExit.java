package io.clusterboot;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a worker process ended.
 *
 * @param code the exit code as a shell shows it: 128 + n for a process ended by signal n
 * @param signal name of the signal such as {@code SIGKILL}, or {@code null} where the
 * exit was by code
 * @param reason the reason in words, for people
 * @param time when the exit was seen
 * @since 0.1.0
 */
public record WorkerExit(int code, @Nullable String signal, String reason, Instant time) {

}
