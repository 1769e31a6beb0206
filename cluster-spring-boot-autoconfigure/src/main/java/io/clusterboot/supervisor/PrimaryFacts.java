package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.List;

import io.clusterboot.ListenerStatus;

/**
 * What is known of the primary and never changes.
 *
 * @param pid process id
 * @param startTime when it started
 * @param listeners the listeners that the workers share
 */
record PrimaryFacts(long pid, Instant startTime, List<ListenerStatus> listeners) {

	PrimaryFacts {
		listeners = List.copyOf(listeners);
	}

}
