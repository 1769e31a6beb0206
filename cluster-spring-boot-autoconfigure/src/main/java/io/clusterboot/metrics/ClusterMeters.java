package io.clusterboot.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerState;

/**
 * The meters of the cluster in one registry. The meters of a worker come and go with its
 * slot: a look at the status for any meter finds slots that are new or gone.
 */
class ClusterMeters {

	private final MeterRegistry registry;

	private final CachedStatus cachedStatus;

	private final Map<Integer, WorkerMeters> workers = new ConcurrentHashMap<>();

	private final ReloadMeters reloads = new ReloadMeters();

	private final AtomicReference<@Nullable ClusterStatus> lastSeen = new AtomicReference<>();

	ClusterMeters(MeterRegistry registry, CachedStatus cachedStatus) {
		this.registry = registry;
		this.cachedStatus = cachedStatus;
	}

	void register() {
		for (WorkerState state : WorkerState.values()) {
			Gauge.builder("cluster.workers", this, (meters) -> meters.value((status) -> count(status, state)))
				.description("Workers by state")
				.tag("state", state.name().toLowerCase(Locale.ROOT))
				.register(this.registry);
		}
		this.reloads.register(this.registry, this::status);
	}

	void registerWorker(int ordinal) {
		this.workers.computeIfAbsent(ordinal, (key) -> new WorkerMeters(this, key)).register(this.registry);
	}

	/**
	 * Return a value of the current status.
	 * @param value tells the value
	 * @return the value, or NaN if the primary does not answer
	 */
	double value(ToDoubleFunction<ClusterStatus> value) {
		ClusterStatus status = status();
		return (status != null) ? value.applyAsDouble(status) : Double.NaN;
	}

	/**
	 * Return the current status, and have the meters follow the slots in it.
	 * @return the status, or {@code null} if the primary does not answer
	 */
	@Nullable ClusterStatus status() {
		ClusterStatus status = this.cachedStatus.get();
		if (status != null && this.lastSeen.getAndSet(status) != status) {
			follow(status);
		}
		return status;
	}

	private void follow(ClusterStatus status) {
		this.reloads.follow(status.reload());
		Set<Integer> ordinals = ordinals(status);
		this.workers.keySet().stream().filter((ordinal) -> !ordinals.contains(ordinal)).forEach(this::removeWorker);
		ordinals.stream().filter((ordinal) -> !this.workers.containsKey(ordinal)).forEach(this::registerWorker);
	}

	private void removeWorker(int ordinal) {
		WorkerMeters meters = this.workers.remove(ordinal);
		if (meters != null) {
			meters.remove(this.registry);
		}
	}

	private static Set<Integer> ordinals(ClusterStatus status) {
		return IntStream
			.concat(IntStream.range(0, status.desiredWorkers()),
					status.workers().stream().mapToInt((worker) -> worker.identity().ordinal()))
			.boxed()
			.collect(Collectors.toSet());
	}

	private static double count(ClusterStatus status, WorkerState state) {
		return status.workers().stream().filter((worker) -> worker.state() == state).count();
	}

}
