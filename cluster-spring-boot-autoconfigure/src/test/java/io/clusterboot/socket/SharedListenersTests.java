package io.clusterboot.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedListeners}.
 */
class SharedListenersTests {

	private static final int CONNECTIONS = 64;

	private final SharedListeners listeners = new SharedListeners();

	@Test
	void openWhenOthersListenSharesConnections() throws IOException {
		try (ServerSocketChannel first = this.listeners.open(new InetSocketAddress(0), CONNECTIONS);
				ServerSocketChannel second = this.listeners.open(localAddress(first), CONNECTIONS)) {
			for (int i = 0; i < CONNECTIONS; i++) {
				new Socket(InetAddress.getLoopbackAddress(), localAddress(first).getPort()).close();
			}
			int firstShare = acceptAll(first);
			int secondShare = acceptAll(second);
			assertThat(firstShare).isPositive();
			assertThat(secondShare).isPositive();
			assertThat(firstShare + secondShare).isEqualTo(CONNECTIONS);
		}
	}

	@Test
	void openWhenPortIsTakenThrows() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			assertThatExceptionOfType(BindException.class)
				.isThrownBy(() -> this.listeners.open(new InetSocketAddress(taken.getLocalPort()), 1));
		}
	}

	private InetSocketAddress localAddress(ServerSocketChannel channel) throws IOException {
		return (InetSocketAddress) channel.getLocalAddress();
	}

	private int acceptAll(ServerSocketChannel channel) throws IOException {
		channel.configureBlocking(false);
		int count = 0;
		for (SocketChannel next = channel.accept(); next != null; next = channel.accept()) {
			next.close();
			count++;
		}
		return count;
	}

}
