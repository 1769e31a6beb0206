package io.clusterboot.soak;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * What became of the requests.
 */
final class Tally {

	private static final int MOST_FAILURES = 1_000_000;

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder connections = new LongAdder();

	private final Map<Endpoint.Origin, LongAdder> answers = new ConcurrentHashMap<>();

	private final Queue<Failed> failures = new ConcurrentLinkedQueue<>();

	void opened() {
		this.connections.increment();
	}

	void succeeded(Endpoint.Origin origin) {
		this.succeeded.increment();
		this.answers.computeIfAbsent(origin, (key) -> new LongAdder()).increment();
	}

	void failed(Failed failure) {
		this.failed.increment();
		if (this.failed.sum() <= MOST_FAILURES) {
			this.failures.add(failure);
		}
	}

	long succeededCount() {
		return this.succeeded.sum();
	}

	long failedCount() {
		return this.failed.sum();
	}

	List<Failed> failures() {
		return List.copyOf(this.failures);
	}

	static Map<Failure, Long> byClass(List<Failed> failures) {
		return failures.stream()
			.collect(Collectors.groupingBy(Failed::failure, () -> new EnumMap<>(Failure.class), Collectors.counting()));
	}

	/**
	 * Return the tally in words.
	 * @param name name of the load
	 * @param seconds how long it took
	 * @return several lines
	 */
	String report(String name, double seconds) {
		long total = succeededCount() + failedCount();
		StringBuilder report = new StringBuilder();
		report.append("%s: %,d requests over %,d connections in %.1f s (%,.0f/s): %,d succeeded, %,d failed%n"
			.formatted(name, total, this.connections.sum(), seconds, total / seconds, succeededCount(), failedCount()));
		byClass(failures())
			.forEach((failure, count) -> report.append("  failed with %s: %,d%n".formatted(failure, count)));
		shares().forEach((worker, count) -> report.append("  worker %d answered %,d (%.1f %%)%n".formatted(worker,
				count, 100.0 * count / Math.max(1, succeededCount()))));
		return report.toString();
	}

	private Map<Integer, Long> shares() {
		return this.answers.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().ordinal() >= 0)
			.collect(Collectors.groupingBy((entry) -> entry.getKey().ordinal(), java.util.TreeMap::new,
					Collectors.summingLong((entry) -> entry.getValue().sum())));
	}

	/**
	 * A request that failed.
	 *
	 * @param nanos when, as {@link System#nanoTime} has it
	 * @param failure how
	 * @param pid the process that had answered on the same connection before, or 0 on a
	 * new connection
	 */
	record Failed(long nanos, Failure failure, long pid) {

	}

}
