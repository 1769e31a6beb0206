package io.clusterboot;

import org.jspecify.annotations.Nullable;

/**
 * Another worker leads, or nobody does. By the time it is published in the new leader,
 * {@link Cluster#isLeader()} says so there.
 *
 * @param leader the leader, or {@code null} while there is none
 * @since 0.1.0
 */
public record ClusterLeaderChangedEvent(@Nullable Worker leader) implements ClusterEvent {

}
