package io.clusterboot;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One worker in the picture of the cluster.
 *
 * @param identity identity of the process that holds the slot, or held it last
 * @param pid process id, or 0 while no process holds the slot
 * @param state state of the slot
 * @param parked whether the worker gets no new connections
 * @param replaces id of the worker that this surge worker will replace, or {@code null}
 * @param startTime when the process was forked
 * @param uptime time since the fork; zero while no process holds the slot
 * @param restarts how often the slot was started again after an unexpected exit
 * @param lastExit how the slot's previous process ended, or {@code null}
 * @param heartbeatAge time since the last heartbeat, or {@code null} before the first
 * @param weight share of new connections that the worker is meant to get, 100 being a
 * full share
 * @param load what the worker last reported of itself
 * @since 0.1.0
 */
public record WorkerStatus(WorkerIdentity identity, long pid, WorkerState state, boolean parked,
		@Nullable Long replaces, Instant startTime, Duration uptime, int restarts, @Nullable WorkerExit lastExit,
		@Nullable Duration heartbeatAge, int weight, WorkerLoad load) {

}
