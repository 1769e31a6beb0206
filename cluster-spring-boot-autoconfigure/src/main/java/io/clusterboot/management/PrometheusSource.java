package io.clusterboot.management;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Gives the metrics of the cluster in a format of Prometheus.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PrometheusSource {

	/**
	 * Collect the metrics.
	 * @param accept the header {@code Accept} of the request, or {@code null} for any
	 * format
	 * @param includedNames names of the metrics that are wanted, empty for all
	 * @return the metrics
	 */
	Scrape scrape(@Nullable String accept, Set<String> includedNames);

	/**
	 * Metrics as they are sent.
	 *
	 * @param contentType the format
	 * @param body the metrics in that format
	 */
	record Scrape(String contentType, byte[] body) {

	}

}
