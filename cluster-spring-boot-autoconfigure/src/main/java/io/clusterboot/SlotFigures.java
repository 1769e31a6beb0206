package io.clusterboot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the processes that held a slot one after the other add up to.
 *
 * @param ordinal the slot
 * @param restarts how often it was started again after an unexpected exit
 * @param requests requests as of the last heartbeat of each process
 * @param startups how many processes became ready
 * @param startupTime how long these took from the fork until they were ready, together
 * @param lastStartup how long the last of them took, or {@code null} if there was none
 * @since 0.1.0
 */
public record SlotFigures(int ordinal, long restarts, long requests, long startups, Duration startupTime,
		@Nullable Duration lastStartup) {

}
