package io.clusterboot.context;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when the primary may not bind a port, for another reason than that
 * somebody has it.
 */
class PortReservationException extends RuntimeException {

	private final @Nullable InetAddress address;

	private final int port;

	PortReservationException(@Nullable InetAddress address, int port, Exception cause) {
		super(buildMessage(address, port, cause), cause);
		this.address = address;
		this.port = port;
	}

	private static String buildMessage(@Nullable InetAddress address, int port, Exception cause) {
		String where = (address != null) ? address.getHostAddress() + ", port " + port : "port " + port;
		return "The primary cannot bind " + where + ": " + cause.getMessage();
	}

	@Nullable InetAddress getAddress() {
		return this.address;
	}

	int getPort() {
		return this.port;
	}

}
