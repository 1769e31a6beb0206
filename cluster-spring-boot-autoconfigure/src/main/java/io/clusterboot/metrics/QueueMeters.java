package io.clusterboot.metrics;

import java.util.Objects;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.QueueFigures;

/**
 * The meters of one queue in which new connections wait.
 *
 * @param ordinal the slot whose workers accept from it, or {@code null} if all do
 */
record QueueMeters(@Nullable Integer ordinal) implements MeterGroup {

	@Override
	public Tags tags() {
		return (this.ordinal != null) ? Tags.of("worker", String.valueOf(this.ordinal)) : Tags.empty();
	}

	@Override
	public void register(StatusMeters meters) {
		meters.gauge("cluster.listener.queue", "Connections that wait to be accepted",
				(status) -> value(status, QueueFigures::length));
		meters.gauge("cluster.listener.queue.max", "Connections that may wait to be accepted",
				(status) -> value(status, QueueFigures::limit));
		meters.counter("cluster.listener.drops",
				"Attempts to connect that the listening socket dropped, nearly always because its queue was full",
				(status) -> value(status, QueueFigures::drops));
	}

	private long value(ClusterStatus status, ToLongFunction<QueueFigures> value) {
		return status.figures()
			.queues()
			.stream()
			.filter((queue) -> Objects.equals(queue.ordinal(), this.ordinal))
			.mapToLong(value)
			.sum();
	}

}
