package io.clusterboot.actuate.all;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

import io.clusterboot.peer.PeerDirectory;

/**
 * Reads the health of all workers, as the groups of the application aggregate it.
 *
 * @since 0.1.0
 */
public final class HealthRead implements SpecialRead {

	private final ObjectProvider<HealthEndpointGroups> groups;

	/**
	 * Create a new {@link HealthRead} instance.
	 * @param groups the groups
	 */
	public HealthRead(ObjectProvider<HealthEndpointGroups> groups) {
		this.groups = groups;
	}

	@Override
	public String endpoint() {
		return "health";
	}

	@Override
	public Way way(OneWorker one, EndpointJson json, PeerDirectory directory) {
		return new HealthWay(one, json, this.groups::getObject);
	}

}
