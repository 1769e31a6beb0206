package io.clusterboot.supervisor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to fork a process.
 *
 * @param process the process, one without a pid if it could not be forked
 * @param time when it was forked, by the wall clock
 * @param failure why it could not be forked, or {@code null} if it was
 */
record Fork(WorkerProcess process, Instant time, @Nullable String failure) {

	Fork(WorkerProcess process, Instant time) {
		this(process, time, null);
	}

}
