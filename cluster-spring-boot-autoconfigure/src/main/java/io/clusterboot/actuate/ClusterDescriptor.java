package io.clusterboot.actuate;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ListenerStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.ReloadStatus;
import io.clusterboot.SocketStatus;

/**
 * The cluster as the endpoint shows it. Values that are not known are there and
 * {@code null}, which the actuator's mapper would leave out unless asked.
 *
 * @param answeredBy the process that answered
 * @param primary the primary
 * @param desiredWorkers how many workers there shall be
 * @param readyWorkers how many workers serve
 * @param generation generation of new workers
 * @param listeners the listeners that the workers share
 * @param reload the last reload, or {@code null} before the first
 * @param workers the workers by ordinal
 * @since 0.1.0
 */
@JsonInclude(Include.ALWAYS)
@JsonPropertyOrder({ "answeredBy", "primary", "desiredWorkers", "readyWorkers", "generation", "listeners", "reload",
		"workers" })
public record ClusterDescriptor(AnsweredBy answeredBy, Primary primary, int desiredWorkers, int readyWorkers,
		int generation, List<Listener> listeners, @Nullable Reload reload,
		List<WorkerDescriptor> workers) implements OperationResponseBody {

	static ClusterDescriptor of(ClusterStatus status, AnsweredBy answeredBy) {
		return new ClusterDescriptor(answeredBy, Primary.of(status.primary()), status.desiredWorkers(),
				status.readyWorkers(), status.generation(), status.listeners().stream().map(Listener::of).toList(),
				Reload.ofNullable(status.reload()), status.workers().stream().map(WorkerDescriptor::of).toList());
	}

	/**
	 * The primary.
	 *
	 * @param pid process id
	 * @param startTime when the primary started
	 * @param uptime time since then
	 */
	@JsonInclude(Include.ALWAYS)
	@JsonPropertyOrder({ "pid", "startTime", "uptime" })
	public record Primary(long pid, String startTime, String uptime) {

		static Primary of(PrimaryStatus status) {
			return new Primary(status.pid(), IsoText.of(status.startTime()), IsoText.of(status.uptime()));
		}

	}

	/**
	 * A listener that the workers share.
	 *
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port
	 * @param listen {@code SHARED} if all workers accept from one socket,
	 * {@code REUSEPORT} if each has its own
	 * @param steering {@code ACTIVE} if new connections follow the weights of the
	 * workers, otherwise {@code OFF}
	 * @param steeringReason why steering is off, or {@code null}
	 * @param sockets the sockets that the kernel chooses from, in its order
	 * @param program the program that chooses, one instruction per entry
	 */
	@JsonInclude(Include.ALWAYS)
	@JsonPropertyOrder({ "address", "port", "listen", "steering", "steeringReason", "sockets", "program" })
	public record Listener(String address, int port, String listen, String steering, @Nullable String steeringReason,
			List<Socket> sockets, List<String> program) {

		static Listener of(ListenerStatus status) {
			return new Listener(status.address(), status.port(), status.listen(), status.steering(),
					status.steeringReason(), status.sockets().stream().map(Socket::of).toList(), status.program());
		}

	}

	/**
	 * One of the sockets that the kernel chooses from for a new connection.
	 *
	 * @param index the index that the kernel knows it by
	 * @param worker id of the worker that accepts from it, or {@code null} while none
	 * does, or all do
	 * @param weight its share of new connections, 100 being a full share
	 */
	@JsonInclude(Include.ALWAYS)
	@JsonPropertyOrder({ "index", "worker", "weight" })
	public record Socket(int index, @Nullable Long worker, int weight) {

		static Socket of(SocketStatus status) {
			return new Socket(status.index(), status.worker(), status.weight());
		}

	}

	/**
	 * A reload.
	 *
	 * @param id number of the reload, from 1
	 * @param state how far it is
	 * @param generation generation of the new workers
	 * @param startTime when it began
	 * @param endTime when it ended, or {@code null} while it runs
	 * @param reason why it failed, or {@code null} if it did not
	 */
	@JsonInclude(Include.ALWAYS)
	@JsonPropertyOrder({ "id", "state", "generation", "startTime", "endTime", "reason" })
	public record Reload(long id, String state, int generation, String startTime, @Nullable String endTime,
			@Nullable String reason) {

		static @Nullable Reload ofNullable(@Nullable ReloadStatus status) {
			return (status != null)
					? new Reload(status.id(), status.state().name(), status.generation(),
							IsoText.of(status.startTime()), IsoText.ofNullable(status.endTime()), status.reason())
					: null;
		}

	}

}
