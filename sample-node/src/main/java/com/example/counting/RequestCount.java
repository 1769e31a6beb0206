package com.example.counting;

import io.clusterboot.ClusterMessageListener;
import io.clusterboot.ClusterPrimaryComponent;

/**
 * Runs in the primary and keeps track of the requests of all workers. Messages arrive one
 * after the other.
 */
@ClusterPrimaryComponent
class RequestCount {

	private long numReqs;

	@ClusterMessageListener
	void served(RequestServed request) {
		this.numReqs++;
		System.out.println("numReqs = " + this.numReqs);
	}

	@ClusterMessageListener
	long answer(String question) {
		return this.numReqs;
	}

}
