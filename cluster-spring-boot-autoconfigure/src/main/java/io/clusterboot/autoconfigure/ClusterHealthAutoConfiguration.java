package io.clusterboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.health.ClusterHealthIndicator;
import io.clusterboot.health.DegradedStatusOrder;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the
 * {@link ClusterHealthIndicator}. The beans do not depend on being a worker, which is not
 * known when an application is processed ahead of time; what they show does.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = HealthContributorAutoConfiguration.class)
@ConditionalOnClass({ Health.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("cluster")
public final class ClusterHealthAutoConfiguration {

	private static final int DEFAULT_RESTART_LIMIT = 5;

	@Bean
	@ConditionalOnMissingBean(name = "clusterHealthIndicator")
	ClusterHealthIndicator clusterHealthIndicator(ObjectProvider<ClusterStatusSource> source, Environment environment) {
		return new ClusterHealthIndicator(source,
				() -> Binder.get(environment)
					.bind("cluster.restart.limit", Integer.class)
					.orElse(DEFAULT_RESTART_LIMIT));
	}

	/**
	 * The order of health statuses, which only the actuator's endpoint knows.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "org.springframework.boot.actuate.endpoint.Show",
			"org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties" })
	static class StatusOrderConfiguration {

		@Bean
		static DegradedStatusOrder degradedStatusOrder(ObjectProvider<ClusterStatusSource> source) {
			return new DegradedStatusOrder(source);
		}

	}

}
