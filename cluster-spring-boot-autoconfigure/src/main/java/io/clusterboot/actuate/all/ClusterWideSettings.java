package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the configuration says about answers for all workers.
 *
 * @param timeout how long one worker may take where all answer together
 * @param silence age of a heartbeat from which on a worker is not asked
 * @param broadcast ids of further endpoints whose writes reach all workers
 * @param roles the roles that decide about what endpoints show
 * @since 0.1.0
 */
public record ClusterWideSettings(Duration timeout, Duration silence, Set<String> broadcast, Set<String> roles) {

	private static final Duration DEFAULT = Duration.ofSeconds(2);

	private static final String ROLES = "roles";

	/**
	 * Read the settings.
	 * @param environment the worker's environment
	 * @return the settings
	 */
	public static ClusterWideSettings of(Environment environment) {
		Binder binder = Binder.get(environment);
		return new ClusterWideSettings(binder.bind("cluster.management.timeout", Duration.class).orElse(DEFAULT),
				binder.bind("cluster.heartbeat.park-after", Duration.class).orElse(DEFAULT),
				Set.copyOf(binder.bind("cluster.management.broadcast", Bindable.setOf(String.class)).orElse(Set.of())),
				roles(binder.bind("management.endpoint", Bindable.mapOf(String.class, Object.class)).orElse(Map.of())));
	}

	private static Set<String> roles(Map<?, ?> endpoints) {
		Set<String> roles = new LinkedHashSet<>();
		endpoints.forEach((key, value) -> {
			String name = String.valueOf(key);
			if (name.equals(ROLES) || name.endsWith("." + ROLES)) {
				add(value, roles);
			}
			else if (value instanceof Map<?, ?> nested) {
				roles.addAll(roles(nested));
			}
		});
		return roles;
	}

	private static void add(@Nullable Object value, Set<String> roles) {
		if (value instanceof Map<?, ?> indexed) {
			indexed.values().forEach((role) -> add(role, roles));
		}
		else if (value instanceof Collection<?> list) {
			list.forEach((role) -> add(role, roles));
		}
		else if (value != null) {
			Arrays.stream(String.valueOf(value).split(",")).map(String::trim).forEach(roles::add);
		}
	}

}
