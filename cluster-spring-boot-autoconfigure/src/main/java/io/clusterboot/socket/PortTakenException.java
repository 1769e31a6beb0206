package io.clusterboot.socket;

import java.net.BindException;
import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when somebody else has the port that the cluster wants.
 *
 * @since 0.1.0
 */
public class PortTakenException extends BindException {

	private final @Nullable InetAddress address;

	private final int port;

	/**
	 * Create a new {@link PortTakenException} instance.
	 * @param address the address, or {@code null} for all
	 * @param port the port
	 * @param cause the failure to bind
	 */
	public PortTakenException(@Nullable InetAddress address, int port, BindException cause) {
		super(buildMessage(address, port));
		this.address = address;
		this.port = port;
		initCause(cause);
	}

	/**
	 * Return the address that was wanted.
	 * @return the address, or {@code null} for all
	 */
	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	/**
	 * Return the port that was wanted.
	 * @return the port
	 */
	public int getPort() {
		return this.port;
	}

	private static String buildMessage(@Nullable InetAddress address, int port) {
		String host = (address != null) ? address.getHostAddress() : "*";
		return "Port " + port + " of address " + host + " is already in use";
	}

}
