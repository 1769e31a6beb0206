package io.clusterboot.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.RestartReason;
import io.clusterboot.WorkerState;

/**
 * The meters of the cluster in one registry. Those of a worker come and go with its slot:
 * a look at the status for any meter finds slots that are new or gone.
 */
class ClusterMeters {

	private final MeterRegistry registry;

	private final CachedStatus cachedStatus;

	private final Map<MeterGroup, StatusMeters> groups = new ConcurrentHashMap<>();

	private final ListenOverflows overflows = new ListenOverflows();

	private final AtomicReference<@Nullable ClusterStatus> lastSeen = new AtomicReference<>();

	ClusterMeters(MeterRegistry registry, CachedStatus cachedStatus) {
		this.registry = registry;
		this.cachedStatus = cachedStatus;
	}

	/**
	 * Register what is there without a status. Counters of the cluster follow with the
	 * first one: in a worker that has not seen any they could only begin at 0, and a
	 * client that had seen more elsewhere would take that for a fall.
	 */
	void register() {
		states().forEach((group) -> register(group, null));
		this.overflows.register(this.registry);
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
		Set<MeterGroup> wanted = groups(status).collect(Collectors.toSet());
		this.groups.keySet().stream().filter((group) -> !wanted.contains(group)).forEach(this::remove);
		wanted.stream().filter((group) -> !this.groups.containsKey(group)).forEach((group) -> register(group, status));
	}

	private void register(MeterGroup group, @Nullable ClusterStatus first) {
		StatusMeters meters = new StatusMeters(this.registry, this::status, group.tags(), first);
		if (this.groups.putIfAbsent(group, meters) == null) {
			group.register(meters);
		}
	}

	private void remove(MeterGroup group) {
		StatusMeters meters = this.groups.remove(group);
		if (meters != null) {
			meters.remove();
		}
	}

	private static Stream<MeterGroup> groups(ClusterStatus status) {
		Stream<MeterGroup> restarts = Arrays.stream(RestartReason.values()).map(MeterGroup.ByReason::new);
		Stream<MeterGroup> reloads = Stream.of(true, false).map(MeterGroup.ByOutcome::new);
		Stream<MeterGroup> queues = status.figures().queues().stream().map((queue) -> new QueueMeters(queue.ordinal()));
		return Stream.of(states(), restarts, reloads, workers(status), queues).flatMap((groups) -> groups);
	}

	private static Stream<MeterGroup> states() {
		return Arrays.stream(WorkerState.values()).map(MeterGroup.ByState::new);
	}

	private static Stream<MeterGroup> workers(ClusterStatus status) {
		IntStream present = status.workers().stream().mapToInt((worker) -> worker.identity().ordinal());
		return IntStream.concat(IntStream.range(0, status.desiredWorkers()), present).mapToObj(WorkerMeters::new);
	}

}
