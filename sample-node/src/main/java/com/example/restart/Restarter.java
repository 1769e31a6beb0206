package com.example.restart;

import org.springframework.context.event.EventListener;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterPrimaryComponent;
import io.clusterboot.WorkerExitedEvent;

/**
 * Runs in the primary: {@code cluster.on('exit', () => cluster.fork())}.
 */
@ClusterPrimaryComponent
class Restarter {

	private final Cluster cluster;

	Restarter(Cluster cluster) {
		this.cluster = cluster;
	}

	@EventListener
	void exited(WorkerExitedEvent event) {
		System.out.println("worker " + event.worker().pid() + " died");
		if (!event.worker().exitedAfterDisconnect()) {
			this.cluster.fork();
		}
	}

}
