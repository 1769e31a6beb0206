package io.clusterboot.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Properties of which each worker gets a part, so that all workers together have what a
 * single process would have had.
 *
 * @param totals what is set, by key
 */
record DividedProperties(Map<String, Long> totals) {

	static final String KEY = "cluster.divide";

	private static final Pattern SHARED = Pattern.compile("cluster\\..*|(management\\.)?server\\.port");

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

	/**
	 * Read what is to be divided.
	 * @param environment the environment, in which nothing is divided yet
	 * @return the properties with their totals
	 * @throws InvalidClusterPropertyException if one has no value that can be divided
	 */
	static DividedProperties of(Environment environment) {
		EnvironmentReader reader = new EnvironmentReader(environment);
		Map<String, Long> totals = new LinkedHashMap<>();
		keys(environment).forEach((key) -> totals.put(key, total(reader, key)));
		return new DividedProperties(totals);
	}

	private static List<String> keys(Environment environment) {
		return Binder.get(environment).bind(KEY, Bindable.listOf(String.class)).orElseGet(List::of);
	}

	private static long total(EnvironmentReader reader, String key) {
		if (!ConfigurationPropertyName.isValid(key)) {
			throw invalid(key, "in lower case with dashes, such as spring.datasource.hikari.maximum-pool-size");
		}
		if (SHARED.matcher(key).matches()) {
			throw invalid(key, "other than the shared ports and cluster.*");
		}
		String value = reader.get(key);
		if (value == null) {
			throw invalid(key, "that are set, to what all workers together shall have");
		}
		if (!NUMBER.matcher(value).matches() || Long.parseLong(value) < 1) {
			throw new InvalidClusterPropertyException(key, value,
					"a whole number of at least 1, since " + KEY + " names it", null);
		}
		return Long.parseLong(value);
	}

	private static InvalidClusterPropertyException invalid(String key, String allowed) {
		return new InvalidClusterPropertyException(KEY, key, "names of properties " + allowed, null);
	}

	/**
	 * Add what each worker gets.
	 * @param workers how many workers there are
	 * @param overrides gets the values
	 */
	void addTo(int workers, Map<String, Object> overrides) {
		this.totals.forEach((key, total) -> overrides.put(key, Long.toString(part(total, workers))));
	}

	private static long part(long total, int workers) {
		return Math.max(1, total / workers);
	}

	/**
	 * Return what each worker gets, in words.
	 * @param workers how many workers there are
	 * @return one line for each property
	 */
	List<String> describe(int workers) {
		List<String> lines = new ArrayList<>();
		this.totals.forEach((key, total) -> {
			long part = part(total, workers);
			lines.add("Each of %d workers gets %d of %s=%d, which is %d in all".formatted(workers, part, key, total,
					part * workers));
		});
		return lines;
	}

}
