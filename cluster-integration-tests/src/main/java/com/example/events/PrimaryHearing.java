package com.example.events;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterMessageListener;
import io.clusterboot.ClusterPrimaryComponent;

/**
 * Hears in the primary.
 */
@ClusterPrimaryComponent
class PrimaryHearing extends Hearing {

	PrimaryHearing(Cluster cluster) {
		super(cluster);
		System.out.println("PRIMARY component in " + ProcessHandle.current().pid() + " " + cluster.isPrimary());
	}

	@ClusterMessageListener
	void exit(Integer code) {
		System.exit(code);
	}

}
