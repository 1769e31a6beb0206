package com.example.messages;

import io.clusterboot.ClusterMessageListener;
import io.clusterboot.ClusterPrimaryComponent;

/**
 * Runs in the primary: counts and echoes.
 */
@ClusterPrimaryComponent
class Sink {

	private long received;

	@ClusterMessageListener
	void sample(Sample sample) {
		this.received++;
	}

	@ClusterMessageListener
	Long received(String question) {
		return this.received;
	}

	@ClusterMessageListener
	Sample echo(Echo echo) {
		return echo.sample();
	}

}
