package io.clusterboot.supervisor;

import java.time.Instant;

/**
 * What is known of the primary and never changes.
 *
 * @param pid process id
 * @param startTime when it started
 */
record PrimaryFacts(long pid, Instant startTime) {

}
