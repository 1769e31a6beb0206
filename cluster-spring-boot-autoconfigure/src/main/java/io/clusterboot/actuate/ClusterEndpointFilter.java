package io.clusterboot.actuate;

import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointFilter;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;

import io.clusterboot.ClusterStatusSource;

/**
 * {@link EndpointFilter} that hides the {@link ClusterEndpoint} and its page where the
 * application is no worker. A condition on the beans could not: an application that was
 * processed ahead of time has its conditions decided at build time, where nothing is a
 * worker.
 *
 * @param <E> the type of endpoint
 * @since 0.1.0
 */
public class ClusterEndpointFilter<E extends ExposableEndpoint<?>> implements EndpointFilter<E> {

	private static final Set<EndpointId> OF_WORKERS = Set.of(EndpointId.of("cluster"), EndpointId.of("clusterui"));

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
		return !OF_WORKERS.contains(endpoint.getEndpointId()) || this.source.getIfAvailable() != null;
	}

}
