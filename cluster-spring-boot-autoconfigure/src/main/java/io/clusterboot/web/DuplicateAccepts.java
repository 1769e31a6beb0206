package io.clusterboot.web;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Finds connections that the kernel returns twice, as some do. The same check as in
 * {@link NioEndpoint}. For use by the accepting thread alone.
 */
final class DuplicateAccepts {

	private static final long DUPLICATE_NANOS = 1000;

	private @Nullable SocketAddress previousAddress;

	private long previousNanos;

	/**
	 * Return whether a connection was accepted just before.
	 * @param connection the accepted connection
	 * @return {@code true} if it was
	 * @throws IOException if the connection is closed already
	 */
	boolean isDuplicate(SocketChannel connection) throws IOException {
		SocketAddress address = connection.getRemoteAddress();
		long now = System.nanoTime();
		if (address.equals(this.previousAddress) && now - this.previousNanos < DUPLICATE_NANOS) {
			return true;
		}
		this.previousAddress = address;
		this.previousNanos = now;
		return false;
	}

}
