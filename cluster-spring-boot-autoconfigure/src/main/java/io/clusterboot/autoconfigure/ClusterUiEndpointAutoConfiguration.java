package io.clusterboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.actuate.ClusterEndpointFilter;
import io.clusterboot.actuate.ClusterUiEndpoint;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ClusterUiEndpoint},
 * which is off until its access is set.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(endpoint = ClusterUiEndpoint.class, exposure = EndpointExposure.WEB)
public final class ClusterUiEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClusterUiEndpoint clusterUiEndpoint(ObjectProvider<PathMappedEndpoints> endpoints, EndpointAccessResolver access,
			Environment environment) {
		return new ClusterUiEndpoint(endpoints, access,
				environment.getProperty("spring.application.name", "Application"));
	}

	@Bean
	ClusterEndpointFilter<ExposableWebEndpoint> clusterUiEndpointFilter(ObjectProvider<ClusterStatusSource> source) {
		return new ClusterEndpointFilter<>(source);
	}

}
