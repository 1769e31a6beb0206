package com.example.messages;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.clusterboot.Cluster;

/**
 * Sends messages from a worker and says how long that took.
 */
@RestController
class MeasureController {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Cluster cluster;

	MeasureController(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Return messages per second, from the first send until the primary has handled the
	 * last one.
	 * @param count number of messages
	 * @return messages per second
	 */
	@GetMapping("/throughput")
	double throughput(@RequestParam int count) {
		long before = received();
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			this.cluster.send(Sample.of(i));
		}
		long after = received();
		double seconds = (System.nanoTime() - start) / 1e9;
		if (after - before != count) {
			throw new IllegalStateException("Of " + count + " messages " + (after - before) + " arrived");
		}
		return count / seconds;
	}

	/**
	 * Return how long it takes from question to answer.
	 * @param count number of questions
	 * @return median and 99th percentile in microseconds
	 */
	@GetMapping("/roundtrip")
	List<Double> roundtrip(@RequestParam int count) {
		long[] nanos = new long[count];
		for (int i = 0; i < count; i++) {
			long start = System.nanoTime();
			this.cluster.request(new Echo(Sample.of(i)), Sample.class, TIMEOUT).join();
			nanos[i] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return List.of(nanos[count / 2] / 1e3, nanos[count * 99 / 100] / 1e3);
	}

	private long received() {
		return this.cluster.request("how many?", Long.class, TIMEOUT).join();
	}

}
