package io.clusterboot.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a scrape says, in the text format for Prometheus or in that of OpenMetrics.
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
	 * @throws IllegalArgumentException if a series or a family is there twice, or a line
	 * is none of the format
	 */
	public static Scrape of(String text) {
		Map<String, Double> values = new TreeMap<>();
		Map<String, Double> counted = new TreeMap<>();
		Set<String> families = new HashSet<>();
		boolean counts = false;
		for (String line : text.split("\n")) {
			if (line.startsWith("# TYPE ")) {
				String[] words = line.split(" ");
				requireNew(words[2], families.add(words[2]));
				counts = COUNTED.contains(words[3]) && !words[2].contains("_active");
			}
			else if (!line.startsWith("#") && !line.isBlank()) {
				String series = line.substring(0, endOfSeries(line));
				double value = value(line, series.length());
				requireNew(series, values.put(series, value) == null);
				if (counts && !series.contains("quantile=") && !series.contains("_created")) {
					counted.put(series, value);
				}
			}
		}
		return new Scrape(values, counted);
	}

	private static void requireNew(String name, boolean isNew) {
		if (!isNew) {
			throw new IllegalArgumentException(name + " is there twice");
		}
	}

	/**
	 * Return where the value begins. Values of labels may hold any character.
	 */
	private static int endOfSeries(String line) {
		boolean quoted = false;
		boolean labels = false;
		for (int i = 0; i < line.length(); i++) {
			switch (line.charAt(i)) {
				case '\\' -> i++;
				case '"' -> quoted = !quoted;
				case '{' -> labels = true;
				case '}' -> labels = quoted;
				case ' ' -> {
					if (!quoted && !labels) {
						return i;
					}
				}
				default -> {
				}
			}
		}
		throw new IllegalArgumentException("No value in '" + line + "'");
	}

	private static double value(String line, int from) {
		// Behind it OpenMetrics may have an exemplar.
		String value = line.substring(from + 1).split(" ", 2)[0];
		return Double.parseDouble(value.replace("Inf", "Infinity"));
	}

	/**
	 * Return what no later scrape may fall below.
	 * @param other another scrape
	 * @return a scrape with the higher one of both for what never falls
	 */
	public Scrape raisedBy(Scrape other) {
		Map<String, Double> highest = new HashMap<>(this.counted);
		other.counted.forEach((series, value) -> highest.merge(series, value, Math::max));
		return new Scrape(other.values, highest);
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
