package io.clusterboot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.clusterboot.actuate.all.ClusterWide;
import io.clusterboot.actuate.all.ClusterWideAdvisor;
import io.clusterboot.actuate.all.ClusterWideFactory;
import io.clusterboot.actuate.all.HealthRead;
import io.clusterboot.actuate.all.JacksonEndpointMapper;
import io.clusterboot.actuate.all.MetricsRead;
import io.clusterboot.actuate.all.PrometheusRead;
import io.clusterboot.actuate.all.ScrapeBeans;

/**
 * {@link EnableAutoConfiguration Auto-configuration} by which the endpoints of any worker
 * speak for all workers. Whether the application is a worker is known when it runs.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus."
				+ "PrometheusMetricsExportAutoConfiguration" })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class ClusterWideAutoConfiguration {

	@Bean
	static ClusterWideAdvisor clusterWideAdvisor(ObjectProvider<ClusterWide> cluster) {
		return new ClusterWideAdvisor(cluster::getIfAvailable);
	}

	@Bean
	@Nullable ClusterWide clusterWide(ListableBeanFactory beans, Environment environment) {
		return new ClusterWideFactory(beans, environment).create();
	}

	/**
	 * Health, for an application that has it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups")
	static class HealthConfiguration {

		@Bean
		HealthRead clusterHealthRead(ObjectProvider<HealthEndpointGroups> groups) {
			return new HealthRead(groups);
		}

	}

	/**
	 * Meters, for an application that has them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
	static class MetricsConfiguration {

		@Bean
		MetricsRead clusterMetricsRead(ObjectProvider<MeterRegistry> registry) {
			return new MetricsRead(registry);
		}

	}

	/**
	 * Scrapes, for an application that Prometheus scrapes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
			"org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint" })
	@ConditionalOnBean(type = "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus."
			+ "PrometheusScrapeEndpoint")
	static class PrometheusConfiguration {

		@Bean
		PrometheusRead clusterPrometheusRead(ListableBeanFactory beans) {
			return new PrometheusRead(new ScrapeBeans(beans));
		}

	}

	/**
	 * Jackson 3, as Boot uses it for endpoints.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "tools.jackson.databind.json.JsonMapper")
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnBean(EndpointJsonMapper.class)
		JacksonEndpointMapper clusterEndpointMapper(EndpointJsonMapper mapper) {
			return new JacksonEndpointMapper(mapper);
		}

	}

}
