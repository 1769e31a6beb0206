package io.clusterboot;

/**
 * A worker accepts traffic.
 *
 * @param worker the worker
 * @since 0.1.0
 */
public record WorkerReadyEvent(Worker worker) implements ClusterEvent {

}
