package io.clusterboot.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Holds the cluster's port: the workers can listen on it, another application cannot, and
 * no connection comes to the holder, which never listens itself.
 *
 * @since 0.1.0
 */
public final class PortReservation implements AutoCloseable {

	private final SocketChannel channel;

	private final InetSocketAddress address;

	private PortReservation(SocketChannel channel) throws IOException {
		this.channel = channel;
		this.address = (InetSocketAddress) channel.getLocalAddress();
	}

	/**
	 * Reserve a port.
	 * @param address the address that the workers will listen on, or {@code null} for all
	 * @param port the port, or 0 for a free one
	 * @return the reservation, to be kept open for as long as the cluster lives
	 * @throws PortTakenException if somebody else has the port
	 * @throws IOException if the port cannot be had for any other reason
	 */
	public static PortReservation reserve(@Nullable InetAddress address, int port) throws IOException {
		SocketChannel channel = SocketChannel.open();
		try {
			bind(channel, address, port);
			return new PortReservation(channel);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private static void bind(SocketChannel channel, @Nullable InetAddress address, int port) throws IOException {
		// Without it, connections in TIME_WAIT would look like an owner of the port.
		channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
		try {
			// Not SO_REUSEPORT yet: it would silently join another program of this user.
			channel.bind(new InetSocketAddress(address, port));
		}
		catch (BindException ex) {
			throw isTaken(ex) ? new PortTakenException(address, port, ex) : ex;
		}
		channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
		// While it is on, a second application would find this reservation no obstacle.
		channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
	}

	private static boolean isTaken(BindException ex) {
		String message = ex.getMessage();
		return message != null && message.toLowerCase(Locale.ROOT).contains("in use");
	}

	/**
	 * Return the address that is held.
	 * @return the address, the wildcard address for all
	 */
	public InetAddress address() {
		return this.address.getAddress();
	}

	/**
	 * Return the port that is held.
	 * @return the port, never 0
	 */
	public int port() {
		return this.address.getPort();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
