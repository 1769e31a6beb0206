package io.clusterboot.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerStatus;

/**
 * The meters of one worker.
 */
class WorkerMeters {

	private final ClusterMeters cluster;

	private final int ordinal;

	private final AtomicInteger restarts = new AtomicInteger();

	private volatile List<Meter> meters = List.of();

	WorkerMeters(ClusterMeters cluster, int ordinal) {
		this.cluster = cluster;
		this.ordinal = ordinal;
	}

	void register(MeterRegistry registry) {
		String worker = String.valueOf(this.ordinal);
		this.meters = List.of(
				Gauge.builder("cluster.worker.up", this, WorkerMeters::up)
					.description("Whether the worker serves")
					.tag("worker", worker)
					.register(registry),
				FunctionCounter.builder("cluster.worker.restarts", this, WorkerMeters::restarts)
					.description("Restarts of the worker after an unexpected exit")
					.tag("worker", worker)
					.register(registry));
	}

	void remove(MeterRegistry registry) {
		this.meters.forEach(registry::remove);
	}

	private double up() {
		return this.cluster.value((status) -> status.serves(this.ordinal) ? 1 : 0);
	}

	private double restarts() {
		ClusterStatus status = this.cluster.status();
		WorkerStatus worker = (status != null) ? status.worker(this.ordinal) : null;
		return this.restarts.accumulateAndGet((worker != null) ? worker.restarts() : 0, Math::max);
	}

}
