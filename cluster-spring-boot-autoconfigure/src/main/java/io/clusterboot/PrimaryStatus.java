package io.clusterboot;

import java.time.Duration;
import java.time.Instant;

/**
 * The primary in the picture of the cluster.
 *
 * @param pid process id
 * @param startTime when the primary started
 * @param uptime time since then
 * @since 0.1.0
 */
public record PrimaryStatus(long pid, Instant startTime, Duration uptime) {

}
