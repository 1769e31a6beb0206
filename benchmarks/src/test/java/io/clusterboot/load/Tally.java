package io.clusterboot.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What became of the requests.
 *
 * @since 0.1.0
 */
public final class Tally {

	private static final int MOST_KEPT = 1_000_000;

	private static final long LONG_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder waited = new LongAdder();

	private final LongAdder connections = new LongAdder();

	private final Map<Endpoint.Origin, LongAdder> answers = new ConcurrentHashMap<>();

	private final Queue<Failed> failures = new ConcurrentLinkedQueue<>();

	private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

	private final Recorder latencies = new Recorder(3);

	void opened() {
		this.connections.increment();
	}

	void refused() {
		this.refused.increment();
	}

	void succeeded(Endpoint.Origin origin, long start) {
		this.succeeded.increment();
		this.answers.computeIfAbsent(origin, (key) -> new LongAdder()).increment();
		took(start);
	}

	void failed(Failed failure, long start) {
		this.failed.increment();
		if (this.failed.sum() <= MOST_KEPT) {
			this.failures.add(failure);
		}
		took(start);
	}

	private void took(long start) {
		long nanos = System.nanoTime() - start;
		this.latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
		if (nanos > LONG_WAIT) {
			this.waited.increment();
			if (this.waited.sum() <= MOST_KEPT) {
				this.waits.add(new Wait(start, nanos));
			}
		}
	}

	public long succeededCount() {
		return this.succeeded.sum();
	}

	public long failedCount() {
		return this.failed.sum();
	}

	/**
	 * Return how many requests were sent again because the server had not processed them
	 * and said so.
	 * @return number of repetitions, over HTTP/2 only
	 */
	public long refusedCount() {
		return this.refused.sum();
	}

	public List<Failed> failures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Return the requests that took longer than 100 ms, failed ones included.
	 * @return the requests
	 */
	public List<Wait> waits() {
		return List.copyOf(this.waits);
	}

	/**
	 * Return how long requests took since this was last called, in microseconds.
	 * @return the durations of requests that ended since
	 */
	public Histogram window() {
		return this.latencies.getIntervalHistogram();
	}

	public static Map<Failure, Long> byClass(List<Failed> failures) {
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

	/**
	 * Return how many requests each process answered, as far as the answers say so.
	 * @return numbers of answers by process id
	 */
	public Map<Long, Long> answersByProcess() {
		return this.answers.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().pid() > 0)
			.collect(Collectors.groupingBy((entry) -> entry.getKey().pid(),
					Collectors.summingLong((entry) -> entry.getValue().sum())));
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
	 * @since 0.1.0
	 */
	public record Failed(long nanos, Failure failure, long pid) {

	}

	/**
	 * A request that took long.
	 *
	 * @param start when it began, as {@link System#nanoTime} has it
	 * @param nanos how long it took
	 * @since 0.1.0
	 */
	public record Wait(long start, long nanos) {

	}

}
