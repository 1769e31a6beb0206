package io.clusterboot.soak;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.HdrHistogram.Histogram;

import io.clusterboot.load.Failure;
import io.clusterboot.load.Tally;
import io.clusterboot.load.Tally.Failed;

/**
 * One row of a table: a kind of traffic and what became of it.
 *
 * @param name what was done to whom
 * @param traffic kind of the load
 * @param tally all requests
 * @param before durations of the requests before the first disturbance
 * @param during durations of the requests while it lasted
 * @param seconds how long each disturbance took
 */
record Outcome(String name, String traffic, Tally tally, Histogram before, Histogram during, List<Double> seconds) {

	static final String HEAD = """
			| what | traffic | rounds | requests | failed | by class | apart | sent again | p50 before | p99 before | p50 during | p99 during | longest | took, median | took, most |
			|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|""";

	/**
	 * Return how many requests failed, but for those that no server can help.
	 * @return number of requests
	 */
	long failed() {
		return failed(false).size();
	}

	private List<Failed> failed(boolean apart) {
		return this.tally.failures().stream().filter((failed) -> failed.failure().isApart() == apart).toList();
	}

	private String classes() {
		Map<Failure, Long> classes = Tally.byClass(this.tally.failures());
		return classes.isEmpty() ? "–"
				: classes.entrySet()
					.stream()
					.map((entry) -> entry.getKey() + " " + entry.getValue())
					.collect(Collectors.joining(", "));
	}

	private double took(double share) {
		List<Double> sorted = this.seconds.stream().sorted().toList();
		return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
	}

	private static double millis(Histogram histogram, double percentile) {
		return histogram.getValueAtPercentile(percentile) / 1e3;
	}

	@Override
	public String toString() {
		return "| %s | %s | %d | %,d | %,d | %s | %,d | %,d | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.0f ms | %.1f s | %.1f s |"
			.formatted(this.name, this.traffic, this.seconds.size(),
					this.tally.succeededCount() + this.tally.failedCount(), failed(), classes(), failed(true).size(),
					this.tally.refusedCount(), millis(this.before, 50), millis(this.before, 99),
					millis(this.during, 50), millis(this.during, 99), millis(this.during, 100), took(0.5), took(1));
	}

}
