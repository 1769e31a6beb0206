package io.clusterboot;

/**
 * All workers are ready for the first time.
 *
 * @param status the cluster
 * @since 0.1.0
 */
public record ClusterReadyEvent(ClusterStatus status) implements ClusterEvent {

}
