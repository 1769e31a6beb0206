package io.clusterboot.metrics.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in an exposition as text, read as strictly as {@code promtool} does: throws
 * an {@link AssertionError} at the first line that is not allowed.
 */
final class Exposition {

	private static final Pattern META = Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");

	private static final Pattern SAMPLE = Pattern.compile(
			"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)( [0-9.]+)?( # \\{.*} \\S+( [0-9.]+)?)?");

	private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"");

	private static final Map<String, List<String>> SUFFIXES = Map.of("histogram", List.of("_bucket", "_count", "_sum"),
			"gaugehistogram", List.of("_bucket", "_gcount", "_gsum"), "summary", List.of("", "_count", "_sum"));

	private final boolean openMetrics;

	private final Map<String, String> types = new LinkedHashMap<>();

	private final Set<String> metas = new HashSet<>();

	private final Map<Sample, Double> samples = new LinkedHashMap<>();

	private final Set<String> sampleNames = new HashSet<>();

	private final Set<String> endedFamilies = new HashSet<>();

	private String family = "";

	private String line = "";

	private Exposition(boolean openMetrics) {
		this.openMetrics = openMetrics;
	}

	static Exposition text(String text) {
		return new Exposition(false).read(text);
	}

	static Exposition openMetrics(String text) {
		return new Exposition(true).read(text);
	}

	/**
	 * Return the samples.
	 * @return the value of each
	 */
	Map<Sample, Double> samples() {
		return this.samples;
	}

	/**
	 * Return the samples that must not fall.
	 * @return the value of each
	 */
	Map<Sample, Double> cumulative() {
		Map<Sample, Double> cumulative = new LinkedHashMap<>(this.samples);
		cumulative.keySet().removeIf((sample) -> !isCumulative(sample));
		return cumulative;
	}

	private boolean isCumulative(Sample sample) {
		String type = this.types.get(sample.family());
		return switch (type) {
			case "counter" -> true;
			case "histogram" -> !sample.family().startsWith("gauge");
			case "summary" -> !sample.labels().containsKey("quantile");
			default -> false;
		};
	}

	private Exposition read(String text) {
		check(text.endsWith("\n"), "the last line does not end");
		List<String> lines = new ArrayList<>(List.of(text.split("\n")));
		if (this.openMetrics) {
			check(lines.remove(lines.size() - 1).equals("# EOF"), "no # EOF at the end");
		}
		lines.forEach(this::readLine);
		histograms().forEach(this::checkHistogram);
		return this;
	}

	private void readLine(String line) {
		this.line = line;
		if (line.isEmpty()) {
			check(!this.openMetrics && this.types.isEmpty(), "an empty line");
		}
		else if (line.startsWith("#")) {
			Matcher meta = META.matcher(line);
			check(meta.matches(), "neither help nor type nor unit");
			readMeta(meta.group(1), meta.group(2), meta.group(3));
		}
		else {
			Matcher sample = SAMPLE.matcher(line);
			check(sample.matches(), "no sample");
			check(this.openMetrics || sample.group(5) == null, "an exemplar");
			readSample(sample.group(1), labels(sample.group(2)), value(sample.group(3)));
		}
	}

	private void readMeta(String kind, String name, String value) {
		check(this.metas.add(kind + " " + name), "a second " + kind);
		if (!name.equals(this.family)) {
			check(this.endedFamilies.add(this.family) && !this.endedFamilies.contains(name), "the family comes again");
			this.family = name;
		}
		if (kind.equals("TYPE")) {
			check(!this.sampleNames.contains(name), "the type comes after samples");
			this.types.put(name, value);
		}
	}

	private void readSample(String name, Map<String, String> labels, double value) {
		String type = this.types.get(this.family);
		check(type != null && names(this.family, type).contains(name), "does not belong to " + this.family);
		this.sampleNames.add(name);
		check(this.samples.put(new Sample(this.family, name, labels), value) == null, "the series comes again");
		if (type.equals("counter") || name.endsWith("_bucket") && type.equals("histogram")) {
			check(value >= 0 && !Double.isInfinite(value), "negative");
		}
	}

	private List<String> names(String family, String type) {
		if (SUFFIXES.containsKey(type)) {
			return SUFFIXES.get(type).stream().map(family::concat).toList();
		}
		if (this.openMetrics && type.equals("counter")) {
			return List.of(family + "_total");
		}
		return List.of((this.openMetrics && type.equals("info")) ? family + "_info" : family);
	}

	private Map<String, String> labels(String text) {
		Map<String, String> labels = new TreeMap<>();
		Matcher label = LABEL.matcher((text != null) ? text : "");
		while (label.find()) {
			check(labels.put(label.group(1), label.group(2)) == null, "a label comes again");
		}
		return labels;
	}

	private double value(String text) {
		return switch (text) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(text);
		};
	}

	private Map<Sample, TreeMap<Double, Double>> histograms() {
		Map<Sample, TreeMap<Double, Double>> histograms = new HashMap<>();
		this.samples.forEach((sample, value) -> {
			if (sample.name().endsWith("_bucket") && this.types.get(sample.family()).endsWith("histogram")) {
				Map<String, String> labels = new TreeMap<>(sample.labels());
				double bound = value(labels.remove("le"));
				histograms
					.computeIfAbsent(new Sample(sample.family(), sample.family(), labels), (key) -> new TreeMap<>())
					.put(bound, value);
			}
		});
		return histograms;
	}

	private void checkHistogram(Sample series, TreeMap<Double, Double> buckets) {
		this.line = series.toString();
		double last = 0;
		for (double count : buckets.values()) {
			check(count >= last, "the buckets fall");
			last = count;
		}
		check(buckets.lastKey() == Double.POSITIVE_INFINITY, "no bucket for all");
		String suffix = (this.types.get(series.family()).equals("gaugehistogram")) ? "_gcount" : "_count";
		Double count = this.samples.get(new Sample(series.family(), series.family() + suffix, series.labels()));
		check(count == null || count == last, "the last bucket is not the count");
	}

	private void check(boolean valid, String problem) {
		if (!valid) {
			throw new AssertionError(problem + ": " + this.line);
		}
	}

	/**
	 * A sample.
	 *
	 * @param family name of its family
	 * @param name its own name
	 * @param labels its labels
	 */
	record Sample(String family, String name, Map<String, String> labels) {

	}

}
