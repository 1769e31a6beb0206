package io.clusterboot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterFigures;
import io.clusterboot.ClusterStatus;
import io.clusterboot.ListenerStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.QueueFigures;
import io.clusterboot.RestartReason;
import io.clusterboot.SlotFigures;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Statuses for tests.
 *
 * @since 0.1.0
 */
public final class TestCluster {

	/**
	 * When everything started.
	 */
	public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

	/**
	 * An exit.
	 */
	public static final WorkerExit KILLED = new WorkerExit(137, "SIGKILL", "killed by SIGKILL", START.plusSeconds(50));

	private TestCluster() {
	}

	public static ClusterStatus status(int desired, WorkerStatus... workers) {
		return new ClusterStatus(new PrimaryStatus(4200, START, Duration.ofMinutes(3)), desired, 2,
				List.of(ListenerStatus.unsteered("*", 8080, "").steered(List.of(), List.of())), null, List.of(workers),
				new ClusterFigures(Map.of(RestartReason.KILLED, 3L, RestartReason.START_FAILED, 1L), 5, 2,
						Stream.of(workers).map(TestCluster::slot).toList(),
						Stream.of(workers)
							.map((worker) -> new QueueFigures(worker.identity().ordinal(), 7, 128, 9))
							.toList()));
	}

	private static SlotFigures slot(WorkerStatus worker) {
		return new SlotFigures(worker.identity().ordinal(), worker.restarts(), 5000 + worker.load().totalRequests(), 2,
				Duration.ofMillis(7500), Duration.ofMillis(2500));
	}

	public static WorkerStatus worker(int ordinal, WorkerState state) {
		return worker(ordinal, state, 0, null);
	}

	public static WorkerStatus worker(int ordinal, WorkerState state, int restarts, @Nullable WorkerExit lastExit) {
		return worker(ordinal + 1, ordinal, state, null, restarts, lastExit);
	}

	/**
	 * Return a worker that is ready.
	 * @param ordinal its ordinal
	 * @param ago when its last heartbeat was, or {@code null} if there was none
	 * @return the worker
	 */
	public static WorkerStatus heard(int ordinal, @Nullable Duration ago) {
		WorkerStatus worker = worker(ordinal, WorkerState.READY);
		return new WorkerStatus(worker.identity(), worker.pid(), worker.state(), worker.parked(), worker.replaces(),
				worker.startTime(), worker.uptime(), worker.restarts(), worker.lastExit(), ago, worker.weight(),
				worker.load());
	}

	public static WorkerStatus surge(int id, int ordinal, WorkerState state) {
		return worker(id, ordinal, state, (long) ordinal + 1, 0, null);
	}

	private static WorkerStatus worker(int id, int ordinal, WorkerState state, @Nullable Long replaces, int restarts,
			@Nullable WorkerExit lastExit) {
		boolean process = state.hasProcess();
		return new WorkerStatus(new WorkerIdentity(id, ordinal, 2), process ? 4200 + id : 0, state, false, replaces,
				START.plusSeconds(60), process ? Duration.ofMinutes(2) : Duration.ZERO, restarts, lastExit,
				Duration.ofNanos(400_999_999), process ? 100 : 0,
				process ? new WorkerLoad(12, 0, 3, 1042, 10, 20, 5, 30, 0.31, 34) : WorkerLoad.NONE);
	}

}
