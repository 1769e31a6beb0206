package io.clusterboot.web;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A listening socket whose accepting thread can be woken without a connection: one made
 * to the shared port would reach any worker.
 */
final class SharedListener {

	/**
	 * More than any accept queue holds, so that a flood cannot keep a listener open.
	 */
	private static final int MAX_SWEPT = 65_536;

	private final ServerSocketChannel channel;

	private final Selector selector;

	private volatile boolean accepting = true;

	private SharedListener(ServerSocketChannel channel, Selector selector) {
		this.channel = channel;
		this.selector = selector;
	}

	/**
	 * Create a new {@link SharedListener} instance, or close the channel.
	 * @param channel the listening channel
	 * @return a new instance
	 * @throws IOException if the channel cannot be selected
	 */
	static SharedListener of(ServerSocketChannel channel) throws IOException {
		try {
			channel.configureBlocking(false);
			Selector selector = Selector.open();
			channel.register(selector, SelectionKey.OP_ACCEPT);
			return new SharedListener(channel, selector);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	ServerSocketChannel channel() {
		return this.channel;
	}

	/**
	 * Wait for a connection.
	 * @return the connection, or {@code null} once the listener was released
	 * @throws IOException if a connection cannot be accepted
	 */
	@Nullable SocketChannel accept() throws IOException {
		try {
			while (this.accepting) {
				SocketChannel connection = this.channel.accept();
				if (connection != null) {
					return connection;
				}
				this.selector.select();
				this.selector.selectedKeys().clear();
			}
			return null;
		}
		catch (ClosedChannelException | ClosedSelectorException ex) {
			return null;
		}
	}

	/**
	 * Make {@link #accept()} return, now and until {@link #resume()}.
	 */
	void release() {
		this.accepting = false;
		this.selector.wakeup();
	}

	/**
	 * Let {@link #accept()} wait again.
	 */
	void resume() {
		this.accepting = true;
	}

	/**
	 * Close the listener. What is still in its queue is reset by the kernel.
	 * @throws IOException if the listener cannot be closed
	 */
	void close() throws IOException {
		release();
		// A channel keeps its descriptor until no selector knows it any more.
		this.selector.close();
		this.channel.close();
	}

	/**
	 * Close the listener after the connections in its queue have been taken out.
	 * @param queued takes over each of them
	 * @throws IOException if the listener cannot be closed
	 */
	void close(Consumer<SocketChannel> queued) throws IOException {
		release();
		// Before the sweep: what comes between its end and the close is lost.
		this.selector.close();
		try {
			sweep(queued);
		}
		finally {
			this.channel.close();
		}
	}

	private void sweep(Consumer<SocketChannel> queued) throws IOException {
		SocketChannel connection = this.channel.accept();
		for (int i = 0; connection != null && i < MAX_SWEPT; i++) {
			queued.accept(connection);
			connection = this.channel.accept();
		}
	}

}
