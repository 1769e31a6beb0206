package io.clusterboot.context;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerState;

/**
 * Puts the cluster's state into the one line that a service manager shows.
 */
final class ServiceText {

	private ServiceText() {
	}

	static String of(ClusterStatus status) {
		String workers = "%d of %d workers ready, generation %d".formatted(ready(status), status.desiredWorkers(),
				status.generation());
		ReloadStatus reload = status.reload();
		if (reload == null || reload.state() == ReloadState.SUCCEEDED) {
			return workers;
		}
		return workers + "; " + of(reload);
	}

	/**
	 * Return how many slots are served: while one is handed over two workers are ready.
	 * @param status the status
	 * @return number of slots
	 */
	private static long ready(ClusterStatus status) {
		return status.workers()
			.stream()
			.filter((worker) -> worker.state() == WorkerState.READY)
			.map((worker) -> worker.identity().ordinal())
			.distinct()
			.count();
	}

	static String of(ReloadStatus reload) {
		return switch (reload.state()) {
			case RUNNING -> "reload %d is under way".formatted(reload.id());
			case SUCCEEDED -> "reload %d has succeeded".formatted(reload.id());
			case FAILED -> "reload %d has failed: %s".formatted(reload.id(), line(reload.reason()));
		};
	}

	/**
	 * Return the first line of a text: the next one would be another assignment.
	 * @param text the text
	 * @return the line
	 */
	static String line(@Nullable String text) {
		return Stream.ofNullable(text).flatMap(String::lines).findFirst().orElse("for no known reason");
	}

}
