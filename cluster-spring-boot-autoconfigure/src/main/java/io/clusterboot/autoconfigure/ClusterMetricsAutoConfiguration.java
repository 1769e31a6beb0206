package io.clusterboot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.metrics.ClusterMetrics;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ClusterMetrics}. The
 * bean does not depend on being a worker, which is not known when an application is
 * processed ahead of time; what it binds does.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(MeterRegistry.class)
public final class ClusterMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClusterMetrics clusterMetrics(ObjectProvider<ClusterStatusSource> source, ObjectProvider<WorkerIdentity> self) {
		return new ClusterMetrics(source, self);
	}

}
