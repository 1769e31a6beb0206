package io.clusterboot.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When a worker that is well is replaced nevertheless.
 *
 * @param maxLifetime longest time since the fork, or {@code null} for no limit
 * @param maxRequests most requests, or {@code null} for no limit
 * @param maxHeapAfterGc most heap in use after a garbage collection, in bytes, or
 * {@code null} for no limit
 * @since 0.1.0
 */
public record RecycleSettings(@Nullable Duration maxLifetime, @Nullable Long maxRequests,
		@Nullable Long maxHeapAfterGc) {

	/**
	 * No worker is ever replaced for its age or size.
	 */
	public static final RecycleSettings NEVER = new RecycleSettings(null, null, null);

}
