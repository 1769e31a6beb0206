package io.clusterboot.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PortReservation}.
 */
class PortReservationTests {

	private final SharedListeners listeners = new SharedListeners();

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "127.0.0.1", "::1" })
	void reserveWhenPortIsFreeKeepsItForWorkersOnly(@Nullable String host) throws IOException {
		InetAddress address = (host != null) ? InetAddress.getByName(host) : null;
		try (PortReservation reservation = PortReservation.reserve(address, 0)) {
			int port = reservation.port();
			assertThat(port).isPositive();
			InetSocketAddress wanted = new InetSocketAddress(address, port);
			assertThatExceptionOfType(BindException.class).isThrownBy(() -> listenAlone(wanted));
			assertThatExceptionOfType(PortTakenException.class).isThrownBy(() -> PortReservation.reserve(address, port))
				.satisfies((ex) -> assertThat(ex.getPort()).isEqualTo(port))
				.satisfies((ex) -> assertThat(ex.getAddress()).isEqualTo(address))
				.withMessageContaining("already in use");
			try (ServerSocketChannel first = this.listeners.open(wanted, 1);
					ServerSocketChannel second = this.listeners.open(wanted, 1)) {
				assertThat(first.getLocalAddress()).isEqualTo(second.getLocalAddress());
			}
			assertThatExceptionOfType(BindException.class).isThrownBy(() -> listenAlone(wanted));
		}
	}

	@Test
	void reserveWhenPortIsGivenReservesIt() throws IOException {
		int port = freePort();
		try (PortReservation reservation = PortReservation.reserve(null, port)) {
			assertThat(reservation.port()).isEqualTo(port);
			assertThat(reservation.address().isAnyLocalAddress()).isTrue();
			assertThatExceptionOfType(PortTakenException.class).isThrownBy(() -> PortReservation.reserve(null, port));
		}
	}

	@Test
	void reserveWhenAddressIsGivenLeavesOtherAddressesAlone() throws IOException {
		InetAddress first = InetAddress.getByName("127.0.0.1");
		InetAddress second = InetAddress.getByName("127.0.0.2");
		try (PortReservation reservation = PortReservation.reserve(first, 0);
				PortReservation other = PortReservation.reserve(second, reservation.port())) {
			assertThat(reservation.address()).isEqualTo(first);
			assertThat(other.address()).isEqualTo(second);
			assertThatExceptionOfType(PortTakenException.class)
				.isThrownBy(() -> PortReservation.reserve(null, reservation.port()));
		}
	}

	@Test
	void reserveTakesNoConnections() throws IOException {
		try (PortReservation reservation = PortReservation.reserve(null, 0)) {
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), reservation.port()).close());
		}
	}

	@Test
	void reserveWhenPortHasPlainListenerThrows() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			assertThatExceptionOfType(PortTakenException.class)
				.isThrownBy(() -> PortReservation.reserve(null, taken.getLocalPort()));
		}
	}

	@Test
	void reserveWhenPortHasIpv4ListenerThrows() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			assertThatExceptionOfType(PortTakenException.class)
				.isThrownBy(() -> PortReservation.reserve(null, taken.getLocalPort()));
		}
	}

	@Test
	void reserveWhenPortHasSharedListenerThrows() throws IOException {
		try (ServerSocketChannel taken = this.listeners.open(new InetSocketAddress(0), 1)) {
			int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
			assertThatExceptionOfType(PortTakenException.class).isThrownBy(() -> PortReservation.reserve(null, port));
		}
	}

	@Test
	void reserveWhenPortHasConnectionsInTimeWaitReserves() throws IOException {
		int port = portInTimeWait();
		try (SocketChannel probe = SocketChannel.open()) {
			probe.setOption(StandardSocketOptions.SO_REUSEADDR, false);
			assertThatExceptionOfType(BindException.class).isThrownBy(() -> probe.bind(new InetSocketAddress(port)));
		}
		try (PortReservation reservation = PortReservation.reserve(null, port)) {
			assertThat(reservation.port()).isEqualTo(port);
		}
	}

	@Test
	void reserveWhenAddressIsNotOfThisHostThrowsAnotherException() throws IOException {
		InetAddress foreign = InetAddress.getByName("192.0.2.1");
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> PortReservation.reserve(foreign, 0))
			.satisfies((ex) -> assertThat(ex).isNotInstanceOf(PortTakenException.class));
	}

	@Test
	void closeFreesPort() throws IOException {
		PortReservation reservation = PortReservation.reserve(null, 0);
		reservation.close();
		listenAlone(new InetSocketAddress(reservation.port()));
	}

	private void listenAlone(InetSocketAddress address) throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			channel.bind(address);
		}
	}

	private int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private int portInTimeWait() throws IOException {
		try (ServerSocket server = new ServerSocket(0);
				Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
			server.accept().close();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			return server.getLocalPort();
		}
	}

}
