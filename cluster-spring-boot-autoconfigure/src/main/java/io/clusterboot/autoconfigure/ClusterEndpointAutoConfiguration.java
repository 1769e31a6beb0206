package io.clusterboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.jmx.ExposableJmxEndpoint;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.actuate.ClusterActionAdvisor;
import io.clusterboot.actuate.ClusterEndpoint;
import io.clusterboot.actuate.ClusterEndpointFilter;
import io.clusterboot.actuate.ClusterEndpointWebExtension;
import io.clusterboot.member.ClusterOperations;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ClusterEndpoint}. The
 * beans do not depend on being a worker, which is not known when an application is
 * processed ahead of time; what they show does.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(ClusterEndpoint.class)
public final class ClusterEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClusterEndpoint clusterEndpoint(ObjectProvider<ClusterStatusSource> source,
			ObjectProvider<ClusterOperations> operations, ObjectProvider<WorkerIdentity> self) {
		return new ClusterEndpoint(source, operations, self, ProcessHandle.current().pid());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(ClusterEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ClusterEndpointWebExtension clusterEndpointWebExtension(ClusterEndpoint clusterEndpoint) {
		return new ClusterEndpointWebExtension(clusterEndpoint);
	}

	@Bean
	ClusterActionAdvisor clusterActionAdvisor() {
		return new ClusterActionAdvisor();
	}

	@Bean
	ClusterEndpointFilter<ExposableWebEndpoint> clusterWebEndpointFilter(ObjectProvider<ClusterStatusSource> source) {
		return new ClusterEndpointFilter<>(source);
	}

	@Bean
	ClusterEndpointFilter<ExposableJmxEndpoint> clusterJmxEndpointFilter(ObjectProvider<ClusterStatusSource> source) {
		return new ClusterEndpointFilter<>(source);
	}

}
