package com.example.events;

import org.springframework.stereotype.Component;

import io.clusterboot.Cluster;

/**
 * Hears in the workers.
 */
@Component
class WorkerHearing extends Hearing {

	WorkerHearing(Cluster cluster) {
		super(cluster);
	}

}
