package io.clusterboot;

/**
 * A worker runs and has opened its channel to the primary.
 *
 * @param worker the worker
 * @since 0.1.0
 */
public record WorkerOnlineEvent(Worker worker) implements ClusterEvent {

}
