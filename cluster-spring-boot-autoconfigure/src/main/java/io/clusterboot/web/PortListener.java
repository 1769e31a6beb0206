package io.clusterboot.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clusterboot.socket.ListenerSource;

/**
 * A listening socket whose accepting thread can be woken, which a connection to the
 * shared port would not do: it would reach any worker.
 */
sealed interface PortListener permits SharedListener, OneSocketListener {

	/**
	 * Begin to listen.
	 * @param source where the listening channel comes from and goes to in the end
	 * @param address the address to listen on
	 * @param backlog how many connections may wait to be accepted
	 * @return the listener
	 * @throws IOException if there is no channel to be had
	 */
	static PortListener open(ListenerSource source, InetSocketAddress address, int backlog) throws IOException {
		ServerSocketChannel channel = source.open(address, backlog);
		return source.isShared(channel) ? new OneSocketListener(source, channel) : SharedListener.open(source, channel);
	}

	ServerSocketChannel channel();

	/**
	 * Wait for a connection.
	 * @return the connection, or {@code null} once the listener was released
	 * @throws IOException if a connection cannot be accepted
	 */
	@Nullable SocketChannel accept() throws IOException;

	/**
	 * Expect that the socket may be shut down by its owner.
	 */
	void expectEnd();

	/**
	 * Return whether connections are for others only.
	 * @return {@code true} while others accept from the same queue, and this worker is to
	 * take none
	 */
	boolean isLeftToOthers();

	/**
	 * Make {@link #accept()} return, now and until {@link #resume()}. It may return one
	 * more connection, which wants to be served.
	 */
	void release();

	/**
	 * Let {@link #accept()} wait again.
	 */
	void resume();

	/**
	 * Give the listener back. What is still in a queue of its own is reset by the kernel
	 * if that closes it.
	 * @throws IOException if the listener cannot be closed
	 */
	void close() throws IOException;

	/**
	 * Give the listener back after the connections in a queue of its own have been taken
	 * out.
	 * @param queued takes over each of them
	 * @throws IOException if the listener cannot be closed
	 */
	void close(Consumer<SocketChannel> queued) throws IOException;

}
