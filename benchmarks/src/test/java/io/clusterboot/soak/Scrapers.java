package io.clusterboot.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import io.clusterboot.integration.Scrape;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.HttpConnection;
import io.clusterboot.load.RequestFailedException;

/**
 * Scrapes a cluster over new connections, and remembers what no later scrape may fall
 * below. Later is one that begins after another has ended.
 */
final class Scrapers {

	private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

	private static final String TEXT = "text/plain;version=0.0.4";

	private final AtomicReference<Scrape> floor = new AtomicReference<>(new Scrape(Map.of(), Map.of()));

	private final Queue<Failed> failures = new ConcurrentLinkedQueue<>();

	private final Map<String, LongAdder> fallen = new ConcurrentHashMap<>();

	private final Queue<String> duplicates = new ConcurrentLinkedQueue<>();

	private final Histogram times = new ConcurrentHistogram(3);

	private final int port;

	private final Duration timeout;

	Scrapers(int port, Duration timeout) {
		this.port = port;
		this.timeout = timeout;
	}

	/**
	 * Scrape once.
	 * @param openMetrics whether in the format of OpenMetrics
	 */
	void scrape(boolean openMetrics) {
		Scrape floor = this.floor.get();
		long start = System.nanoTime();
		try (HttpConnection connection = HttpConnection.open(this.port, this.timeout)) {
			String text = connection.exchange(Endpoint.get("/actuator/prometheus", openMetrics ? OPEN_METRICS : TEXT));
			this.times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
			Scrape scrape = Scrape.of(text);
			if (text.endsWith("# EOF\n") != openMetrics || scrape.counted().isEmpty()) {
				throw new IllegalArgumentException("Not the format that was asked for, or not whole");
			}
			floor.fallen(scrape)
				.forEach((series) -> this.fallen.computeIfAbsent(series, (key) -> new LongAdder()).increment());
			this.floor.updateAndGet((before) -> before.raisedBy(scrape));
		}
		catch (RequestFailedException ex) {
			this.failures.add(new Failed(start, System.nanoTime(), ex.failure() + " " + ex.getMessage()));
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			if (message.endsWith("twice")) {
				this.duplicates.add(message);
			}
			this.failures.add(new Failed(start, System.nanoTime(), message));
		}
	}

	/**
	 * Return what the scrapes so far have shown at most.
	 * @return the values of the last one, and the highest of what never falls
	 */
	Scrape floor() {
		return this.floor.get();
	}

	List<Failed> failures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Return what has fallen below a value that was shown before, or is gone.
	 * @return the series with both values, and how often
	 */
	Map<String, LongAdder> fallen() {
		return this.fallen;
	}

	List<String> duplicates() {
		return List.copyOf(this.duplicates);
	}

	/**
	 * Return how long the scrapes took that were answered.
	 * @return durations in microseconds
	 */
	Histogram times() {
		return this.times;
	}

	/**
	 * A scrape that failed.
	 *
	 * @param start when it began, as {@link System#nanoTime} has it
	 * @param end when it failed
	 * @param reason why
	 */
	record Failed(long start, long end, String reason) {

	}

}
