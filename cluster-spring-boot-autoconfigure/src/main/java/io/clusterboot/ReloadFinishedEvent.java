package io.clusterboot;

/**
 * A rolling reload has ended, well or not.
 *
 * @param reload the reload
 * @since 0.1.0
 */
public record ReloadFinishedEvent(ReloadStatus reload) implements ClusterEvent {

}
