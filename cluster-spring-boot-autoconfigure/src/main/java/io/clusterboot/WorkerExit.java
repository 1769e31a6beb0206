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
 * @param outOfMemory whether it ran out of memory, or the kernel's OOM killer chose it
 * @since 0.1.0
 */
public record WorkerExit(int code, @Nullable String signal, String reason, Instant time, boolean outOfMemory) {

	/**
	 * Create a new {@link WorkerExit} instance of a process that had enough memory.
	 * @param code the exit code as a shell shows it
	 * @param signal name of the signal, or {@code null} where the exit was by code
	 * @param reason the reason in words, for people
	 * @param time when the exit was seen
	 */
	public WorkerExit(int code, @Nullable String signal, String reason, Instant time) {
		this(code, signal, reason, time, false);
	}

}
