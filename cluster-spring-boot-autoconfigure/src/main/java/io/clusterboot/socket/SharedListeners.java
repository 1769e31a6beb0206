package io.clusterboot.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * {@link ListenerSource} that binds a socket of its own next to those of the other
 * workers: the kernel spreads new connections over all of them.
 *
 * @since 0.1.0
 */
public final class SharedListeners implements ListenerSource {

	@Override
	public ServerSocketChannel open(InetSocketAddress address, int backlog) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		try {
			channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			return channel.bind(address, backlog);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

}
