package io.clusterboot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.metrics.ClusterMetrics;
import io.clusterboot.metrics.FreshFigures;
import io.clusterboot.metrics.WorkerTagFilter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ClusterMetrics} and
 * the {@link WorkerTagFilter}. The beans do not depend on being a worker, which is not
 * known when an application is processed ahead of time; what they do does.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(MeterRegistry.class)
public final class ClusterMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClusterMetrics clusterMetrics(ObjectProvider<ClusterStatusSource> source) {
		return new ClusterMetrics(source);
	}

	@Bean
	@ConditionalOnMissingBean
	static WorkerTagFilter clusterWorkerTagFilter(ObjectProvider<WorkerIdentity> self, Environment environment) {
		return new WorkerTagFilter(self,
				() -> Binder.get(environment).bind("cluster.metrics.worker-tag", Boolean.class).orElse(true));
	}

	/**
	 * The endpoints that show meters.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor")
	static class EndpointConfiguration {

		@Bean
		FreshFigures clusterFreshFigures(ClusterMetrics metrics) {
			return new FreshFigures(metrics);
		}

	}

}
