package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Merges one meter of {@code metrics} by the kind of each measurement, as Boot merges the
 * tags of a single application: sums but for a maximum. Two kinds of gauges cannot be
 * added up, and the highest value stands for all: percentiles, since a percentile of all
 * requests is never above the highest of the workers', and what the workers have in
 * common because they run on one machine.
 */
final class MeterMerge implements Merge {

	private static final String PERCENTILE = ".percentile";

	private static final List<String> OF_THE_MACHINE = List.of("system.", "disk.", "process.uptime",
			"process.start.time", "application.", "jvm.gc.overhead", "jvm.memory.usage.after.gc");

	@Override
	public Object merge(List<Part> answers) {
		List<Map<String, @Nullable Object>> meters = answers.stream().map((part) -> Trees.map(part.answer())).toList();
		Map<String, @Nullable Object> merged = new LinkedHashMap<>(meters.get(0));
		Map<String, Set<String>> tags = tags(meters);
		merged.put("measurements", measurements(meters));
		merged.put("availableTags", availableTags(tags));
		return merged;
	}

	private static List<Object> measurements(List<Map<String, @Nullable Object>> meters) {
		String name = Trees.text(meters.get(0).get("name"));
		boolean shared = name.endsWith(PERCENTILE) || OF_THE_MACHINE.stream().anyMatch(name::startsWith);
		Map<String, Double> values = new LinkedHashMap<>();
		meters.forEach((meter) -> Trees.listAt(meter, "measurements").forEach((measurement) -> {
			String statistic = Trees.text(Trees.map(measurement).get("statistic"));
			double value = Trees.number(Trees.map(measurement).get("value"));
			values.merge(statistic, value, (known, other) -> function(statistic, shared).applyAsDouble(known, other));
		}));
		List<Object> measurements = new ArrayList<>();
		values.forEach((statistic, value) -> measurements.add(measurement(statistic, value)));
		return measurements;
	}

	private static Map<String, Object> measurement(String statistic, double value) {
		Map<String, Object> measurement = new LinkedHashMap<>();
		measurement.put("statistic", statistic);
		measurement.put("value", value);
		return measurement;
	}

	private static DoubleBinaryOperator function(String statistic, boolean shared) {
		boolean highest = statistic.equals("MAX") || (shared && statistic.equals("VALUE"));
		return (known, other) -> {
			if (Double.isNaN(known) || Double.isNaN(other)) {
				return Double.isNaN(known) ? other : known;
			}
			return highest ? Math.max(known, other) : known + other;
		};
	}

	private static Map<String, Set<String>> tags(List<Map<String, @Nullable Object>> meters) {
		Map<String, Set<String>> tags = new TreeMap<>();
		meters
			.forEach((meter) -> Trees.listAt(meter, "availableTags")
				.forEach((tag) -> tags
					.computeIfAbsent(Trees.text(Trees.map(tag).get("tag")), (key) -> new LinkedHashSet<>())
					.addAll(Trees.listAt(tag, "values").stream().map(Trees::text).toList())));
		return tags;
	}

	private static List<Object> availableTags(Map<String, Set<String>> tags) {
		List<Object> available = new ArrayList<>();
		tags.forEach((tag, values) -> {
			Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("tag", tag);
			entry.put("values", List.copyOf(values));
			available.add(entry);
		});
		return available;
	}

}
