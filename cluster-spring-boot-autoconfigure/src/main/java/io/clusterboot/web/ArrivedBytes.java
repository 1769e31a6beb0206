package io.clusterboot.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Tells whether anything has arrived on a connection without taking it from the server.
 */
final class ArrivedBytes implements Closeable {

	private final Selector selector;

	ArrivedBytes() throws IOException {
		this.selector = Selector.open();
	}

	/**
	 * Return whether the connection can be read from.
	 * @param channel the connection
	 * @return {@code true} if something, or its end, has arrived
	 */
	boolean isAny(SocketChannel channel) {
		try {
			SelectionKey key = channel.register(this.selector, SelectionKey.OP_READ);
			this.selector.selectNow();
			boolean arrived = key.isReadable();
			key.cancel();
			this.selector.selectNow();
			return arrived;
		}
		catch (IOException | RuntimeException ex) {
			// It ends meanwhile.
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		this.selector.close();
	}

}
