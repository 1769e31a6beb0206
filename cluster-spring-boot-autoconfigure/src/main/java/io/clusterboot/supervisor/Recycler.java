package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.RestartReason;
import io.clusterboot.WorkerState;

/**
 * Replaces workers that have lived or worked long enough, or keep too much: one at a
 * time, with a pause between two, so that not all of them are cold at once.
 */
final class Recycler {

	/**
	 * Shortest time between two, unless new workers need longer to warm up.
	 */
	static final Duration PAUSE = Duration.ofSeconds(10);

	static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

	/**
	 * Up to which part a limit is lowered at random: workers that were forked together
	 * shall not reach it together.
	 */
	private static final double JITTER = 0.1;

	private static final Log logger = LogFactory.getLog(Recycler.class);

	private final SupervisorSettings settings;

	private final Slots slots;

	private final Replacer replacer;

	private final RandomGenerator random;

	private final Map<Long, Double> factors = new HashMap<>();

	private @Nullable CompletableFuture<Void> underWay;

	private Instant pauseUntil = Instant.MIN;

	Recycler(SupervisorSettings settings, Slots slots, Replacer replacer, RandomGenerator random) {
		this.settings = settings;
		this.slots = slots;
		this.replacer = replacer;
		this.random = random;
	}

	/**
	 * Replace a worker if it is time, and nothing else changes.
	 * @param idle whether no other change is under way
	 * @param now the time
	 */
	void settle(boolean idle, Instant now) {
		CompletableFuture<Void> underWay = this.underWay;
		if (underWay != null && underWay.isDone()) {
			this.underWay = null;
			this.pauseUntil = now.plus(underWay.isCompletedExceptionally() ? PAUSE_AFTER_FAILURE : pause());
		}
		if (this.underWay == null && idle && !now.isBefore(this.pauseUntil)) {
			next(now).ifPresent((handle) -> recycle(handle, now));
		}
	}

	boolean isBusy() {
		return this.underWay != null && !this.underWay.isDone();
	}

	private Duration pause() {
		Duration slowStart = this.settings.slowStart();
		return (slowStart.compareTo(PAUSE) > 0) ? slowStart : PAUSE;
	}

	private Optional<WorkerHandle> next(Instant now) {
		this.factors.keySet().removeIf((id) -> this.slots.find(id).isEmpty());
		if (this.settings.recycle().equals(RecycleSettings.NEVER)) {
			return Optional.empty();
		}
		return this.slots.running()
			.filter((handle) -> handle.is(WorkerState.READY) && !handle.run().isParked())
			.filter((handle) -> cause(handle.run(), now) != null)
			.min(Comparator.comparing((handle) -> handle.run().identity().id()));
	}

	private void recycle(WorkerHandle handle, Instant now) {
		Cause cause = Objects.requireNonNull(cause(handle.run(), now));
		logger.info(handle.name() + " is recycled: " + cause.words());
		CompletableFuture<Void> replaced = this.replacer.restart(handle, cause.reason(), now);
		this.underWay = replaced;
		replaced.exceptionally((ex) -> {
			logger.warn("Worker " + handle.ordinal() + " was not recycled and goes on: " + ex.getMessage());
			return null;
		});
	}

	private @Nullable Cause cause(WorkerRun run, Instant now) {
		RecycleSettings limits = this.settings.recycle();
		double factor = this.factors.computeIfAbsent(run.identity().id(),
				(id) -> 1 - JITTER * this.random.nextDouble());
		Duration lifetime = limits.maxLifetime();
		if (lifetime != null && run.uptime(now).toMillis() >= factor * lifetime.toMillis()) {
			return new Cause(RestartReason.RECYCLE_LIFETIME, "it has run for " + Words.seconds(run.uptime(now), 0));
		}
		Long requests = limits.maxRequests();
		if (requests != null && run.signs().load().totalRequests() >= factor * requests) {
			return new Cause(RestartReason.RECYCLE_REQUESTS,
					Words.say("it has served %d requests", run.signs().load().totalRequests()));
		}
		Long heap = limits.maxHeapAfterGc();
		if (heap != null && run.signs().load().heapAfterGc() > heap) {
			return new Cause(RestartReason.RECYCLE_HEAP,
					Words.say("it keeps %d bytes of heap after garbage collection", run.signs().load().heapAfterGc()));
		}
		return null;
	}

	/**
	 * Why a worker is recycled.
	 *
	 * @param reason the reason as it is counted
	 * @param words the reason in words
	 */
	private record Cause(RestartReason reason, String words) {

	}

}
