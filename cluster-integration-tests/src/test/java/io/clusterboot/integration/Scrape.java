package io.clusterboot.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a scrape in the text format for Prometheus says.
 *
 * @param values the values by series
 * @param counted what of it never falls: counters, and the sums of histograms and
 * summaries but for those of running tasks
 * @since 0.1.0
 */
public record Scrape(Map<String, Double> values, Map<String, Double> counted) {

	private static final Set<String> COUNTED = Set.of("counter", "histogram", "summary");

	/**
	 * Read a scrape.
	 * @param text the text
	 * @return what it says
	 * @throws IllegalArgumentException if a series is there twice
	 */
	public static Scrape of(String text) {
		Map<String, Double> values = new TreeMap<>();
		Map<String, Double> counted = new TreeMap<>();
		boolean counts = false;
		for (String line : text.split("\n")) {
			if (line.startsWith("# TYPE ")) {
				String[] words = line.split(" ");
				counts = COUNTED.contains(words[3]) && !words[2].contains("_active");
			}
			else if (!line.startsWith("#") && !line.isBlank()) {
				int space = line.lastIndexOf(' ');
				String series = line.substring(0, space);
				double value = Double.parseDouble(line.substring(space + 1).replace("Inf", "Infinity"));
				if (values.put(series, value) != null) {
					throw new IllegalArgumentException(series + " is there twice");
				}
				if (counts && !series.contains("quantile=")) {
					counted.put(series, value);
				}
			}
		}
		return new Scrape(values, counted);
	}

	/**
	 * Return the series that have fallen, or are gone.
	 * @param later a later scrape
	 * @return the series with both values
	 */
	public List<String> fallen(Scrape later) {
		List<String> fallen = new ArrayList<>();
		this.counted.forEach((series, value) -> {
			Double after = later.counted.get(series);
			if (after == null || after < value) {
				fallen.add(series + " " + value + " -> " + after);
			}
		});
		return fallen;
	}

	/**
	 * Return the sum of some series.
	 * @param family how their names begin
	 * @return the sum of their values
	 */
	public double sum(String family) {
		return this.values.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(family))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

}
