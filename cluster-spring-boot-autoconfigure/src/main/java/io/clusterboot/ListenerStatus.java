package io.clusterboot;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A listener that the workers share.
 *
 * @param address the address it is bound to, {@code *} for all
 * @param port the port, never 0
 * @param steering {@code ACTIVE} or {@code OFF}
 * @param steeringReason why steering is off, or {@code null}
 * @param sockets the sockets that the kernel chooses from, in its order; none if steering
 * is off
 * @param program the program that chooses, one instruction per entry; none if steering is
 * off
 * @since 0.1.0
 */
public record ListenerStatus(String address, int port, String steering, @Nullable String steeringReason,
		List<SocketStatus> sockets, List<String> program) {

	public ListenerStatus {
		sockets = List.copyOf(sockets);
		program = List.copyOf(program);
	}

	/**
	 * Create a new {@link ListenerStatus} instance without steering.
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port, never 0
	 * @param steering {@code ACTIVE} or {@code OFF}
	 * @param steeringReason why steering is off, or {@code null}
	 */
	public ListenerStatus(String address, int port, String steering, @Nullable String steeringReason) {
		this(address, port, steering, steeringReason, List.of(), List.of());
	}

}
