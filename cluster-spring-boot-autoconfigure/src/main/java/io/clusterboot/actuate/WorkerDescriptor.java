package io.clusterboot.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerStatus;

/**
 * A worker as the endpoint shows it. While no process holds the slot (the worker backs
 * off, has stopped or failed), {@code pid}, {@code uptime} and {@code heartbeatAge} are
 * {@code null}; {@code id}, {@code generation} and {@code startTime} are those of the
 * process that held it last.
 *
 * @param id rises by one with every fork
 * @param ordinal the slot, from 0
 * @param pid process id, or {@code null} while no process holds the slot
 * @param generation generation of the process
 * @param state state of the slot
 * @param parked whether the worker gets no new connections
 * @param replaces id of the worker that this one will replace, or {@code null}
 * @param startTime when the process was forked
 * @param uptime time since then, or {@code null} while no process holds the slot
 * @param restarts how often the slot was started again after an unexpected exit
 * @param lastExit how the slot's previous process ended, or {@code null}
 * @param heartbeatAge time since the last heartbeat, or {@code null} where there is none
 * @param weight share of new connections, 100 being a full share
 * @param connections open connections
 * @param requests the requests
 * @param memory memory in bytes
 * @param cpu processor use in cores
 * @param threads live threads
 * @since 0.1.0
 */
@JsonInclude(Include.ALWAYS)
@JsonPropertyOrder({ "id", "ordinal", "pid", "generation", "state", "parked", "replaces", "startTime", "uptime",
		"restarts", "lastExit", "heartbeatAge", "weight", "connections", "requests", "memory", "cpu", "threads" })
public record WorkerDescriptor(long id, int ordinal, @Nullable Long pid, int generation, String state, boolean parked,
		@Nullable Long replaces, String startTime, @Nullable String uptime, int restarts, @Nullable LastExit lastExit,
		@Nullable String heartbeatAge, int weight, long connections, Requests requests, Memory memory, double cpu,
		int threads) implements OperationResponseBody {

	static WorkerDescriptor of(WorkerStatus status) {
		boolean process = status.pid() > 0;
		WorkerLoad load = status.load();
		return new WorkerDescriptor(status.identity().id(), status.identity().ordinal(), process ? status.pid() : null,
				status.identity().generation(), status.state().name(), status.parked(), status.replaces(),
				IsoText.of(status.startTime()), process ? IsoText.of(status.uptime()) : null, status.restarts(),
				LastExit.ofNullable(status.lastExit()), process ? IsoText.ofNullable(status.heartbeatAge()) : null,
				status.weight(), load.connections(), Requests.of(load), Memory.of(load), load.cpu(), load.threads());
	}

	/**
	 * How the slot's previous process ended.
	 *
	 * @param code the exit code
	 * @param signal name of the signal, or {@code null} where the exit was by code
	 * @param reason the reason in words
	 * @param time when the exit was seen
	 */
	@JsonInclude(Include.ALWAYS)
	@JsonPropertyOrder({ "code", "signal", "reason", "time" })
	public record LastExit(int code, @Nullable String signal, String reason, String time) {

		static @Nullable LastExit ofNullable(@Nullable WorkerExit exit) {
			return (exit != null) ? new LastExit(exit.code(), exit.signal(), exit.reason(), IsoText.of(exit.time()))
					: null;
		}

	}

	/**
	 * The requests of a worker.
	 *
	 * @param active requests in flight
	 * @param total requests since the worker's start
	 */
	@JsonPropertyOrder({ "active", "total" })
	public record Requests(long active, long total) {

		static Requests of(WorkerLoad load) {
			return new Requests(load.activeRequests(), load.totalRequests());
		}

	}

	/**
	 * The memory of a worker, in bytes.
	 *
	 * @param heapUsed used heap
	 * @param heapMax largest heap
	 * @param rss resident set size
	 * @param heapAfterGc heap in use after the last garbage collection, 0 before the
	 * first
	 */
	@JsonPropertyOrder({ "heapUsed", "heapMax", "rss", "heapAfterGc" })
	public record Memory(long heapUsed, long heapMax, long rss, long heapAfterGc) {

		static Memory of(WorkerLoad load) {
			return new Memory(load.heapUsed(), load.heapMax(), load.rss(), load.heapAfterGc());
		}

	}

}
