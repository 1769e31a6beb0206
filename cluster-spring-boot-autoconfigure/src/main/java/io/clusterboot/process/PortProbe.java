package io.clusterboot.process;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * Tells whether a port is free.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PortProbe {

	/**
	 * Return whether nobody on this machine is bound to the port.
	 * @param port the TCP port, 1 to 65535
	 * @return {@code true} if the port is free now
	 */
	boolean isFree(int port);

	/**
	 * Return a probe that binds the port for a moment, on all addresses.
	 * @return the probe
	 */
	static PortProbe binding() {
		return (port) -> {
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.isBound();
			}
			catch (IOException ex) {
				return false;
			}
		};
	}

}
