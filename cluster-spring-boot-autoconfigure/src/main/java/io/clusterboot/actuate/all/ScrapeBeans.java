package io.clusterboot.actuate.all;

import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

import io.clusterboot.metrics.ClusterMetrics;

/**
 * What an application has for Prometheus.
 *
 * @since 0.1.0
 */
public final class ScrapeBeans {

	private final AtomicReference<@Nullable MomentaryFamilies> momentary = new AtomicReference<>();

	private final ListableBeanFactory beans;

	/**
	 * Create a new {@link ScrapeBeans} instance.
	 * @param beans the application's beans
	 */
	public ScrapeBeans(ListableBeanFactory beans) {
		this.beans = beans;
	}

	PrometheusRegistry registry() {
		return this.beans.getBean(PrometheusRegistry.class);
	}

	/**
	 * Return what tells the families whose values fall though they are counted.
	 * @return whether a family is one of Micrometer's timers of running tasks
	 */
	Predicate<String> momentary() {
		return Objects.requireNonNull(this.momentary.updateAndGet((known) -> (known != null) ? known
				: MomentaryFamilies.of(this.beans.getBean(PrometheusMeterRegistry.class))));
	}

	/**
	 * Return how scrapes are written.
	 * @return properties of the Prometheus client, or {@code null} for its defaults
	 */
	@Nullable Properties properties() {
		PrometheusConfig config = this.beans.getBeanProvider(PrometheusConfig.class).getIfAvailable();
		return (config != null) ? config.prometheusProperties() : null;
	}

	/**
	 * Have the meters of the cluster show it as it is now.
	 * @param workers the workers there are
	 * @return the workers as of now
	 */
	Present refresh(Workers workers) {
		ClusterMetrics metrics = this.beans.getBeanProvider(ClusterMetrics.class).getIfAvailable();
		return (metrics != null) ? workers.of(metrics.refresh()) : workers.now();
	}

}
