package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator wrk, which takes less of the processors than a JVM would: 64
 * connections that are kept, each with one request at a time, as fast as they are
 * answered.
 */
final class Wrk {

	/**
	 * Prints requests, duration in microseconds, percentiles in microseconds, and what
	 * failed.
	 */
	private static final String SCRIPT = """
			done = function(summary, latency, requests)
			  local errors = summary.errors
			  print(string.format("FIGURES %d %d %d %d %d", summary.requests, summary.duration,
			    latency:percentile(99), latency:percentile(99.9),
			    errors.status + errors.read + errors.write + errors.connect + errors.timeout))
			end
			""";

	private static final Pattern FIGURES = Pattern.compile("FIGURES (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

	private static final double MILLI = 1000;

	private Wrk() {
	}

	/**
	 * Ask for one page.
	 * @param port the port
	 * @param path the page
	 * @param duration how long
	 * @return what was measured
	 */
	static Figures measure(int port, String path, Duration duration) {
		Figures figures = warmUp(port, path, duration);
		if (figures.failed() > 0) {
			throw new IllegalStateException(figures.failed() + " requests for " + path + " failed");
		}
		return figures;
	}

	/**
	 * Ask for one page, and do not mind if an answer is late.
	 * @param port the port
	 * @param path the page
	 * @param duration how long
	 * @return what was measured
	 */
	static Figures warmUp(int port, String path, Duration duration) {
		String output = run(
				List.of("wrk", "-t1", "-c" + Soak.option("connections", 64), "-d" + duration.toSeconds() + "s", "-s"),
				"http://127.0.0.1:" + port + path);
		Matcher matcher = FIGURES.matcher(output);
		if (!matcher.find()) {
			throw new IllegalStateException("wrk failed on " + path + ": " + output);
		}
		return new Figures(Double.parseDouble(matcher.group(2)) / Double.parseDouble(matcher.group(1)),
				Double.parseDouble(matcher.group(3)) / MILLI, Double.parseDouble(matcher.group(4)) / MILLI,
				Integer.parseInt(matcher.group(5)));
	}

	private static String run(List<String> command, String url) {
		try {
			Path script = Files.writeString(Files.createTempFile("soak-", ".lua"), SCRIPT);
			try {
				List<String> all = new java.util.ArrayList<>(command);
				all.addAll(List.of(script.toString(), url));
				Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
				return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			}
			finally {
				Files.delete(script);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("wrk is needed: apt-get install wrk", ex);
		}
	}

	/**
	 * What was measured.
	 *
	 * @param micros microseconds from one answer to the next, of all connections together
	 * @param p99 milliseconds in which 99 % were answered
	 * @param p999 milliseconds in which 99.9 % were answered
	 * @param failed how many requests failed, or took more than 2 s
	 */
	record Figures(double micros, double p99, double p999, int failed) {

		@Override
		public String toString() {
			return "%.0f/s, p99 %.1f ms, p99.9 %.1f ms".formatted(1e6 / this.micros, this.p99, this.p999);
		}

	}

}
