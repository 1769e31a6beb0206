package com.example.components;

import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.clusterboot.ClusterMessageListener;
import io.clusterboot.ClusterPrimaryComponent;

/**
 * Runs in the primary.
 *
 * @param environment injected
 */
@ClusterPrimaryComponent
public record FoundComponent(Environment environment) {

	@EventListener
	void on(StringBuilder event) {
		event.append("event");
	}

	@ClusterMessageListener
	void onMessage(String message) {
	}

}
