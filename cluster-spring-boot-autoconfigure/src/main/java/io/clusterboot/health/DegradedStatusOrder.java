package io.clusterboot.health;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;

import io.clusterboot.ClusterStatusSource;

/**
 * {@link BeanPostProcessor} that puts DEGRADED into the default order of health statuses,
 * without which DEGRADED would not count. It comes after the binding of the properties
 * and so leaves any order alone that the user gave, from wherever; an aggregator bean of
 * the user's never looks at it.
 *
 * @since 0.1.0
 */
public class DegradedStatusOrder implements BeanPostProcessor {

	private static final List<String> ORDER = List.of("down", "out-of-service", "degraded", "up", "unknown");

	private final ObjectProvider<ClusterStatusSource> source;

	/**
	 * Create a new {@link DegradedStatusOrder} instance.
	 * @param source has a bean in a worker only
	 */
	public DegradedStatusOrder(ObjectProvider<ClusterStatusSource> source) {
		this.source = source;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof HealthEndpointProperties properties && properties.getStatus().getOrder().isEmpty()
				&& this.source.getIfAvailable() != null) {
			properties.getStatus().setOrder(ORDER);
		}
		return bean;
	}

}
