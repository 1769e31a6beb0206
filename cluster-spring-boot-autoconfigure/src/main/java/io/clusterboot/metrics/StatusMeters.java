package io.clusterboot.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;

/**
 * Meters with the same tags that read the status, registered and removed together.
 */
class StatusMeters {

	private final MeterRegistry registry;

	private final Supplier<@Nullable ClusterStatus> status;

	private final Tags tags;

	private final @Nullable ClusterStatus first;

	private final List<Meter> meters = new CopyOnWriteArrayList<>();

	/**
	 * Create a new {@link StatusMeters} instance.
	 * @param registry where to register the meters
	 * @param status gives the current status, or {@code null} if the primary is silent
	 * @param tags the tags
	 * @param first the status that told of the meters, or {@code null} where none did
	 */
	StatusMeters(MeterRegistry registry, Supplier<@Nullable ClusterStatus> status, Tags tags,
			@Nullable ClusterStatus first) {
		this.registry = registry;
		this.status = status;
		this.tags = tags;
		this.first = first;
	}

	void gauge(String name, String description, ToDoubleFunction<ClusterStatus> value) {
		this.meters.add(Gauge.builder(name, this, (self) -> self.value(value))
			.description(description)
			.tags(this.tags)
			.register(this.registry));
	}

	/**
	 * Register a gauge of a time.
	 * @param name name of the meter
	 * @param description what it means
	 * @param seconds gives the time in seconds
	 */
	void timeGauge(String name, String description, ToDoubleFunction<ClusterStatus> seconds) {
		this.meters.add(TimeGauge.builder(name, this, TimeUnit.SECONDS, (self) -> self.value(seconds))
			.description(description)
			.tags(this.tags)
			.register(this.registry));
	}

	void counter(String name, String description, ToLongFunction<ClusterStatus> value) {
		LastingCount count = new LastingCount(this.status, value, this.first);
		this.meters.add(FunctionCounter.builder(name, this, (self) -> count.get())
			.description(description)
			.tags(this.tags)
			.register(this.registry));
	}

	/**
	 * Register a timer.
	 * @param name name of the meter
	 * @param description what it means
	 * @param times gives how many times there are
	 * @param nanos gives their sum in nanoseconds
	 */
	void timer(String name, String description, ToLongFunction<ClusterStatus> times,
			ToLongFunction<ClusterStatus> nanos) {
		LastingCount count = new LastingCount(this.status, times, this.first);
		LastingCount sum = new LastingCount(this.status, nanos, this.first);
		this.meters
			.add(FunctionTimer.builder(name, this, (self) -> count.get(), (self) -> sum.get(), TimeUnit.NANOSECONDS)
				.description(description)
				.tags(this.tags)
				.register(this.registry));
	}

	void remove() {
		this.meters.forEach(this.registry::remove);
	}

	private double value(ToDoubleFunction<ClusterStatus> value) {
		ClusterStatus status = this.status.get();
		return (status != null) ? value.applyAsDouble(status) : Double.NaN;
	}

}
