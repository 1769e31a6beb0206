package io.clusterboot;

/**
 * A worker was forked. Nothing was heard of it yet.
 *
 * @param worker the worker
 * @since 0.1.0
 */
public record WorkerForkedEvent(Worker worker) implements ClusterEvent {

}
