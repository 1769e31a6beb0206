package io.clusterboot.health;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Tells in words why a worker does not serve.
 *
 * @param restartLimit number of restarts from which on a slot is retried slowly
 */
record WorkerReason(int restartLimit) {

	@Nullable String of(WorkerStatus worker) {
		if (worker.state() == WorkerState.READY) {
			return null;
		}
		String why = Stream.of(exit(worker.lastExit()), outlook(worker))
			.filter(Objects::nonNull)
			.collect(Collectors.joining("; "));
		return why.isEmpty() ? null : why;
	}

	private @Nullable String exit(@Nullable WorkerExit exit) {
		return (exit != null) ? exit.reason() : null;
	}

	private @Nullable String outlook(WorkerStatus worker) {
		return switch (worker.state()) {
			case BACKING_OFF -> (isSlow(worker) ? "retrying slowly after " : "retrying after ") + restarts(worker);
			case FAILED -> "not started again after " + restarts(worker);
			case STARTING, READY, STOPPING, STOPPED -> null;
		};
	}

	private boolean isSlow(WorkerStatus worker) {
		return worker.restarts() >= this.restartLimit;
	}

	private String restarts(WorkerStatus worker) {
		return worker.restarts() + ((worker.restarts() == 1) ? " restart" : " restarts");
	}

}
