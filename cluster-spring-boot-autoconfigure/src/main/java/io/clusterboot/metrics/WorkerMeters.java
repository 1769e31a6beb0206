package io.clusterboot.metrics;

import java.time.Duration;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.SlotFigures;
import io.clusterboot.WorkerStatus;

/**
 * The meters of one worker, or rather of its slot: they go on when the process is
 * replaced, and tell of both while it is.
 *
 * @param ordinal the slot
 */
record WorkerMeters(int ordinal) implements MeterGroup {

	@Override
	public Tags tags() {
		return Tags.of("worker", String.valueOf(this.ordinal));
	}

	@Override
	public void register(StatusMeters meters) {
		meters.gauge("cluster.worker.up", "Whether the worker serves", (status) -> status.serves(this.ordinal) ? 1 : 0);
		meters.timeGauge("cluster.worker.heartbeat.age", "Time since the worker's last heartbeat", this::heartbeatAge);
		meters.gauge("cluster.worker.connections", "Open connections of the worker",
				(status) -> sum(status, (worker) -> worker.load().connections()));
		meters.gauge("cluster.worker.requests.active", "Requests that the worker is serving",
				(status) -> sum(status, (worker) -> worker.load().activeRequests()));
		meters.gauge("cluster.worker.weight", "Share of new connections meant for the worker, 100 being a full one",
				(status) -> sum(status, WorkerStatus::weight));
		meters.counter("cluster.worker.requests", "Requests of the worker and of those that held its slot before",
				(status) -> count(status, SlotFigures::requests));
		meters.counter("cluster.worker.restarts", "Restarts of the worker after an unexpected exit",
				(status) -> count(status, SlotFigures::restarts));
		meters.timer("cluster.worker.startup", "Time from the worker's fork until it is ready",
				(status) -> count(status, SlotFigures::startups),
				(status) -> count(status, (slot) -> slot.startupTime().toNanos()));
		meters.timeGauge("cluster.worker.startup.last", "Time that the last start of the worker took",
				this::lastStartup);
	}

	private double heartbeatAge(ClusterStatus status) {
		WorkerStatus worker = status.worker(this.ordinal);
		return seconds((worker != null) ? worker.heartbeatAge() : null);
	}

	private double lastStartup(ClusterStatus status) {
		SlotFigures slot = status.figures().slot(this.ordinal);
		return seconds((slot != null) ? slot.lastStartup() : null);
	}

	private static double seconds(@Nullable Duration time) {
		return (time != null) ? time.toNanos() / 1e9 : Double.NaN;
	}

	private long sum(ClusterStatus status, ToLongFunction<WorkerStatus> value) {
		return status.workers()
			.stream()
			.filter((worker) -> worker.identity().ordinal() == this.ordinal)
			.mapToLong(value)
			.sum();
	}

	private long count(ClusterStatus status, ToLongFunction<SlotFigures> value) {
		SlotFigures slot = status.figures().slot(this.ordinal);
		return (slot != null) ? value.applyAsLong(slot) : 0;
	}

}
