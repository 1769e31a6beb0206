package io.clusterboot;

/**
 * Something that happened to the cluster. Published as an application event in the
 * primary and in every worker, in the same order everywhere. A worker hears what happens
 * from the moment when it is online.
 *
 * @since 0.1.0
 */
public sealed interface ClusterEvent
		permits ClusterSetupEvent, WorkerForkedEvent, WorkerOnlineEvent, WorkerListeningEvent, WorkerReadyEvent,
		WorkerDisconnectedEvent, WorkerExitedEvent, ClusterReadyEvent, ClusterLeaderChangedEvent, ReloadFinishedEvent {

}
