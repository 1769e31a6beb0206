package io.clusterboot.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * What this JVM runs on.
 *
 * @param platform name of the operating system
 * @param balancesPort whether the connections of one port are spread over all sockets
 * that listen on it
 * @param resources what all workers together may use
 */
record Machine(String platform, boolean balancesPort, Resources resources) {

	static Machine current(JvmArguments arguments) {
		String platform = System.getProperty("os.name");
		return new Machine(platform, balancesPort(platform, supportsReusePort()), Resources.current(arguments));
	}

	/**
	 * Return whether connections are spread. macOS and others have the socket option, but
	 * hand all connections to one of the sockets.
	 * @param platform name of the operating system
	 * @param reusePort whether the JDK offers SO_REUSEPORT
	 * @return whether they are spread
	 */
	static boolean balancesPort(String platform, boolean reusePort) {
		return platform.equals("Linux") && reusePort;
	}

	private static boolean supportsReusePort() {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
