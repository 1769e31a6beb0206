package io.clusterboot;

/**
 * A server of a worker listens.
 *
 * @param worker the worker
 * @param address the address it is bound to, {@code *} for all
 * @param port the port, never 0
 * @since 0.1.0
 */
public record WorkerListeningEvent(Worker worker, String address, int port) implements ClusterEvent {

}
