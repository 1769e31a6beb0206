package io.clusterboot.metrics;

import java.util.List;

/**
 * Knows the names of the meters of the cluster, which are the same in every worker.
 *
 * @since 0.1.0
 */
public final class ClusterMeterNames {

	private static final String TOTAL = "_total";

	private static final List<String> NAMES = List.of("cluster.workers", "cluster.restarts", "cluster.reloads");

	private static final List<String> GROUPS = List.of("cluster.worker.", "cluster.listener.");

	private ClusterMeterNames() {
	}

	/**
	 * Return whether a meter is one of the cluster.
	 * @param name name of the meter
	 * @return whether it is
	 */
	public static boolean include(String name) {
		return NAMES.contains(name) || GROUPS.stream().anyMatch(name::startsWith);
	}

	/**
	 * Return whether a family in Prometheus is one of the cluster.
	 * @param name name of the family, with or without the end that tells its kind
	 * @return whether it is
	 */
	public static boolean includeFamily(String name) {
		String base = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
		return include(base.replace('_', '.'));
	}

}
