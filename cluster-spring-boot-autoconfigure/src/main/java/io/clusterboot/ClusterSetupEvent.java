package io.clusterboot;

/**
 * The settings for later forks are set: once before the first fork, and after every
 * {@link Cluster#setup}.
 *
 * @param settings the settings from now on
 * @since 0.1.0
 */
public record ClusterSetupEvent(ClusterSettings settings) implements ClusterEvent {

}
