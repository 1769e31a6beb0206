package io.clusterboot;

import org.jspecify.annotations.Nullable;

/**
 * A worker is gone.
 *
 * @param worker the worker
 * @param exit how it ended; the code of a worker that a signal ended is 128 + n
 * @since 0.1.0
 */
public record WorkerExitedEvent(Worker worker, WorkerExit exit) implements ClusterEvent {

	/**
	 * Return the exit code.
	 * @return the code as a shell shows it: 128 + n for a worker ended by signal n
	 */
	public int code() {
		return this.exit.code();
	}

	/**
	 * Return the signal that ended the worker.
	 * @return the name such as {@code SIGKILL}, or {@code null} where the exit was by
	 * code
	 */
	public @Nullable String signal() {
		return this.exit.signal();
	}

	/**
	 * Return why the worker is gone.
	 * @return the reason in words
	 */
	public String reason() {
		return this.exit.reason();
	}

}
