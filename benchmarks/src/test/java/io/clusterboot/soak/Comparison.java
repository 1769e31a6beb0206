package io.clusterboot.soak;

import java.util.List;

import io.clusterboot.soak.FiguresCommand.Samples;

/**
 * One row of a table: what was measured, each time next to something of the same round.
 */
final class Comparison {

	/**
	 * The ratio of something of which nothing is promised.
	 */
	static final double NO_PROMISE = Double.POSITIVE_INFINITY;

	private final String name;

	private final String base;

	private final double promise;

	private final Samples values;

	private final Samples ratios;

	/**
	 * Create a row.
	 * @param name what is measured
	 * @param unit unit of the values
	 * @param base what it is compared with
	 * @param promise the largest ratio that is promised, or {@link #NO_PROMISE}
	 */
	Comparison(String name, String unit, String base, double promise) {
		this.name = name;
		this.base = base;
		this.promise = promise;
		this.values = new Samples(name, unit);
		this.ratios = new Samples(name, "");
	}

	void add(double value, double base) {
		this.values.add(value);
		this.ratios.add(value / base);
	}

	boolean isKept() {
		return this.ratios.median() <= this.promise;
	}

	/**
	 * Print a table.
	 * @param subject what it is about
	 * @param rows the rows
	 * @return whether all promises were kept
	 */
	static boolean report(Object subject, List<Comparison> rows) {
		System.out.printf("""

				| %s | median (least to most) | ratio, median (least to most) | to | promise |
				|---|---|---|---|---|
				""", subject);
		rows.forEach(System.out::println);
		System.out.printf("%d rounds, JDK %s, %d processors, which this program uses, too%n%n",
				rows.get(0).values.values().size(), Runtime.version(), Runtime.getRuntime().availableProcessors());
		return rows.stream().allMatch(Comparison::isKept);
	}

	@Override
	public String toString() {
		return "| %s | %s | %s | %s | %s |".formatted(this.name, spread(this.values), spread(this.ratios), this.base,
				promise());
	}

	private static String spread(Samples samples) {
		List<Double> sorted = samples.values().stream().sorted().toList();
		return "%.2f (%.2f to %.2f) %s"
			.formatted(samples.median(), sorted.get(0), sorted.get(sorted.size() - 1), samples.unit())
			.strip();
	}

	private String promise() {
		return (this.promise == NO_PROMISE) ? "–"
				: "at most %.2f: %s".formatted(this.promise, isKept() ? "kept" : "**broken**");
	}

}
