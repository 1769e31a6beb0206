package io.clusterboot.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * {@link HealthIndicator} of the cluster: UP while every slot serves, DEGRADED while some
 * do, DOWN while none does or the primary does not answer. Where the application is no
 * worker there is no answer, and health looks as if this indicator were not there.
 *
 * @since 0.1.0
 */
public class ClusterHealthIndicator implements HealthIndicator {

	/**
	 * Some workers serve, but not all.
	 */
	public static final Status DEGRADED = new Status("DEGRADED");

	private final ObjectProvider<ClusterStatusSource> source;

	private final IntSupplier restartLimit;

	/**
	 * Create a new {@link ClusterHealthIndicator} instance.
	 * @param source gives the status; has none where the application is no worker
	 * @param restartLimit number of restarts from which on a slot is retried slowly
	 */
	public ClusterHealthIndicator(ObjectProvider<ClusterStatusSource> source, IntSupplier restartLimit) {
		this.source = source;
		this.restartLimit = restartLimit;
	}

	@Override
	public @Nullable Health health() {
		ClusterStatusSource source = this.source.getIfAvailable();
		return (source != null) ? health(source) : null;
	}

	private Health health(ClusterStatusSource source) {
		try {
			return health(source.status());
		}
		catch (RuntimeException ex) {
			return Health.down(ex).build();
		}
	}

	private Health health(ClusterStatus status) {
		long ready = ordinals(status).filter(status::serves).count();
		return Health.status(toStatus(status, ready))
			.withDetail("desired", status.desiredWorkers())
			.withDetail("ready", ready)
			.withDetail("workers", workers(status))
			.build();
	}

	private Status toStatus(ClusterStatus status, long ready) {
		if (status.readyWorkers() == 0) {
			return Status.DOWN;
		}
		return (ready >= status.desiredWorkers() && ordinals(status).noneMatch((slot) -> isMissing(status, slot)))
				? Status.UP : DEGRADED;
	}

	private boolean isMissing(ClusterStatus status, int ordinal) {
		WorkerStatus worker = status.worker(ordinal);
		return worker != null && !status.serves(ordinal) && worker.state() != WorkerState.STOPPING
				&& worker.state() != WorkerState.STOPPED;
	}

	private IntStream ordinals(ClusterStatus status) {
		// Those that are there: a worker that was asked to leave may leave a gap
		return status.workers().stream().mapToInt((worker) -> worker.identity().ordinal()).sorted().distinct();
	}

	private Map<String, Object> workers(ClusterStatus status) {
		WorkerReason reason = new WorkerReason(this.restartLimit.getAsInt());
		Map<String, Object> workers = new LinkedHashMap<>();
		ordinals(status).forEach((ordinal) -> {
			WorkerStatus worker = status.worker(ordinal);
			if (worker != null) {
				workers.put(String.valueOf(ordinal), worker(worker, reason));
			}
		});
		return workers;
	}

	private Map<String, Object> worker(WorkerStatus worker, WorkerReason reason) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", worker.state().name());
		String why = reason.of(worker);
		if (why != null) {
			details.put("why", why);
		}
		return details;
	}

}
