package io.clusterboot.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import io.clusterboot.worker.TrafficCounters;

/**
 * Counts the traffic of the shared listener. All zero unless this JVM is a worker.
 *
 * @since 0.1.0
 */
public final class RequestCounters implements TrafficCounters {

	private final List<SharedPortConnections> listeners = new CopyOnWriteArrayList<>();

	private final LongAdder started = new LongAdder();

	private final LongAdder finished = new LongAdder();

	@Override
	public long connections() {
		return this.listeners.stream().mapToLong(SharedPortConnections::openConnections).sum();
	}

	@Override
	public long acceptedConnections() {
		return this.listeners.stream().mapToLong(SharedPortConnections::acceptedConnections).sum();
	}

	@Override
	public long activeRequests() {
		// In this order a request that ends meanwhile cannot make the number negative.
		long finished = this.finished.sum();
		return this.started.sum() - finished;
	}

	@Override
	public long totalRequests() {
		return this.started.sum();
	}

	void add(SharedPortConnections listener) {
		this.listeners.add(listener);
	}

	void requestStarted() {
		this.started.increment();
	}

	void requestFinished() {
		this.finished.increment();
	}

}
