package io.clusterboot.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Tags;

import io.clusterboot.RestartReason;
import io.clusterboot.WorkerState;

/**
 * Meters that have the same tags, and are there or not together. Equal groups are the
 * same meters.
 */
sealed interface MeterGroup
		permits MeterGroup.ByState, MeterGroup.ByReason, MeterGroup.ByOutcome, QueueMeters, WorkerMeters {

	Tags tags();

	/**
	 * Register the meters.
	 * @param meters where to
	 */
	void register(StatusMeters meters);

	/**
	 * The workers in one state.
	 *
	 * @param state the state
	 */
	record ByState(WorkerState state) implements MeterGroup {

		@Override
		public Tags tags() {
			return Tags.of("state", this.state.name().toLowerCase(Locale.ROOT));
		}

		@Override
		public void register(StatusMeters meters) {
			meters.gauge("cluster.workers", "Workers by state",
					(status) -> status.workers().stream().filter((worker) -> worker.state() == this.state).count());
		}

	}

	/**
	 * The restarts for one reason.
	 *
	 * @param reason the reason
	 */
	record ByReason(RestartReason reason) implements MeterGroup {

		@Override
		public Tags tags() {
			return Tags.of("reason", this.reason.tag());
		}

		@Override
		public void register(StatusMeters meters) {
			meters.counter("cluster.restarts", "Workers that were started anew, reloads aside",
					(status) -> status.figures().restarts(this.reason));
		}

	}

	/**
	 * The reloads with one outcome.
	 *
	 * @param success whether all workers were replaced
	 */
	record ByOutcome(boolean success) implements MeterGroup {

		@Override
		public Tags tags() {
			return Tags.of("outcome", (this.success) ? "success" : "failure");
		}

		@Override
		public void register(StatusMeters meters) {
			meters.counter("cluster.reloads", "Reloads that have ended", (status) -> (this.success)
					? status.figures().reloadsSucceeded() : status.figures().reloadsFailed());
		}

	}

}
