package io.clusterboot;

/**
 * The channel of a worker is closed. Comes before or after {@link WorkerExitedEvent}.
 *
 * @param worker the worker
 * @since 0.1.0
 */
public record WorkerDisconnectedEvent(Worker worker) implements ClusterEvent {

}
