package io.clusterboot.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointFilter;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;

import io.clusterboot.ClusterStatusSource;

/**
 * {@link EndpointFilter} that hides the {@link ClusterEndpoint} where the application is
 * no worker. A condition on the bean could not: an application that was processed ahead
 * of time has its conditions decided at build time, where nothing is a worker.
 *
 * @param <E> the type of endpoint
 * @since 0.1.0
 */
public class ClusterEndpointFilter<E extends ExposableEndpoint<?>> implements EndpointFilter<E> {

	private static final EndpointId CLUSTER = EndpointId.of("cluster");

	private final ObjectProvider<ClusterStatusSource> source;

	/**
	 * Create a new {@link ClusterEndpointFilter} instance.
	 * @param source has a bean in a worker only
	 */
	public ClusterEndpointFilter(ObjectProvider<ClusterStatusSource> source) {
		this.source = source;
	}

	@Override
	public boolean match(E endpoint) {
		return !CLUSTER.equals(endpoint.getEndpointId()) || this.source.getIfAvailable() != null;
	}

}
