package io.clusterboot.supervisor;

import java.time.Instant;

/**
 * One forked process.
 *
 * @param process the process
 * @param time when it was forked, by the wall clock
 */
record Fork(WorkerProcess process, Instant time) {

}
