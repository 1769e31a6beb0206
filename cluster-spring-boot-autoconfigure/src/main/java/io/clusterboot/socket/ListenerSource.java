package io.clusterboot.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The way a worker comes by its listening socket.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ListenerSource {

	/**
	 * Return a listening channel, in blocking mode.
	 * @param address the address to listen on
	 * @param backlog how many connections may wait to be accepted
	 * @return the channel, which the caller closes
	 * @throws IOException if there is no such channel to be had
	 */
	ServerSocketChannel open(InetSocketAddress address, int backlog) throws IOException;

	/**
	 * Give a channel back that accepts no more.
	 * @param channel the channel
	 * @throws IOException if it cannot be closed
	 */
	default void release(ServerSocketChannel channel) throws IOException {
		channel.close();
	}

	/**
	 * Return whether others accept from a channel, too, so that its mode is not this
	 * process's to change and what waits in its queue not its own.
	 * @param channel a channel from {@link #open}
	 * @return {@code true} if all workers hold the same socket
	 * @throws IOException if that cannot be told
	 */
	default boolean isShared(ServerSocketChannel channel) throws IOException {
		return false;
	}

	/**
	 * Return what keeps a channel from being accepted from before its time.
	 * @param channel a channel from {@link #open}
	 * @return the gate, an open one where the channel listens from the beginning
	 * @throws IOException if that cannot be told
	 */
	default AcceptGate gate(ServerSocketChannel channel) throws IOException {
		AcceptGate open = new AcceptGate();
		open.open();
		return open;
	}

}
