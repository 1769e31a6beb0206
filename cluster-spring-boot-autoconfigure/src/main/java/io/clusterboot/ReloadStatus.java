package io.clusterboot;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A rolling reload: one after the other, each worker is replaced by one that runs what
 * now lies on disk.
 *
 * @param id number of the reload, from 1
 * @param state how far it is
 * @param generation generation of the new workers
 * @param startTime when it began
 * @param endTime when it ended, or {@code null} while it runs
 * @param reason why it failed, or {@code null} if it did not
 * @since 0.1.0
 */
public record ReloadStatus(long id, ReloadState state, int generation, Instant startTime, @Nullable Instant endTime,
		@Nullable String reason) {

}
