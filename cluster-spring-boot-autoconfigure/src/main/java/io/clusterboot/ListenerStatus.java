package io.clusterboot;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A listener that the workers share.
 *
 * @param address the address it is bound to, {@code *} for all
 * @param port the port, never 0
 * @param listen {@code SHARED} if all workers accept from one socket, {@code REUSEPORT}
 * if each has its own
 * @param steering {@code ACTIVE} if new connections follow the weights of the workers,
 * otherwise {@code OFF}
 * @param steeringReason why steering is off, or {@code null}
 * @param sockets the sockets that the kernel chooses from, in its order; none if steering
 * is off
 * @param program the program that chooses, one instruction per entry; none if steering is
 * off
 * @since 0.1.0
 */
public record ListenerStatus(String address, int port, String listen, String steering, @Nullable String steeringReason,
		List<SocketStatus> sockets, List<String> program) {

	private static final String REUSEPORT = "REUSEPORT";

	private static final String ACTIVE = "ACTIVE";

	private static final String OFF = "OFF";

	public ListenerStatus {
		sockets = List.copyOf(sockets);
		program = List.copyOf(program);
	}

	/**
	 * Return a listener without steering.
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port, never 0
	 * @param reason why steering is off
	 * @return the listener
	 */
	public static ListenerStatus unsteered(String address, int port, String reason) {
		return new ListenerStatus(address, port, REUSEPORT, OFF, reason, List.of(), List.of());
	}

	/**
	 * Return this listener with a program that chooses among sockets.
	 * @param sockets the sockets, in the kernel's order
	 * @param program the program, one instruction per entry
	 * @return the listener
	 */
	public ListenerStatus steered(List<SocketStatus> sockets, List<String> program) {
		return new ListenerStatus(this.address, this.port, REUSEPORT, ACTIVE, null, sockets, program);
	}

	/**
	 * Return this listener with one socket from which all workers accept.
	 * @param sockets the socket, or nothing while it does not listen
	 * @return the listener
	 */
	public ListenerStatus shared(List<SocketStatus> sockets) {
		return new ListenerStatus(this.address, this.port, "SHARED", ACTIVE, null, sockets, List.of());
	}

}
