package io.clusterboot.metrics;

import java.util.Map;

/**
 * What one meter has counted.
 *
 * @param name name of the meter
 * @param tags its tags
 * @param values what it has counted, by the name of the statistic
 * @since 0.1.0
 */
public record MeterTotal(String name, Map<String, String> tags, Map<String, Double> values) {

	/**
	 * Create a new {@link MeterTotal} instance.
	 * @param name name of the meter
	 * @param tags its tags
	 * @param values what it has counted, by the name of the statistic
	 */
	public MeterTotal {
		tags = Map.copyOf(tags);
		values = Map.copyOf(values);
	}

}
