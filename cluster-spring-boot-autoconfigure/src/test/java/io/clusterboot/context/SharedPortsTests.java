package io.clusterboot.context;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.mock.env.MockEnvironment;

import io.clusterboot.ListenerStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SharedPorts}, its exception and its failure analyzer.
 */
class SharedPortsTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("server.port", "0");

	private @Nullable SharedPorts ports;

	@AfterEach
	void release() {
		if (this.ports != null) {
			this.ports.close();
		}
	}

	@Test
	void reserveWhenPortIsZeroResolvesIt() throws IOException {
		SharedPorts ports = reserve();
		assertThat(ports.main()).isPositive();
		assertThat(ports.marker()).isEqualTo("server.port=" + ports.main());
		assertThat(ports.listeners("not asked for"))
			.containsExactly(ListenerStatus.unsteered("*", ports.main(), "not asked for"));
		assertThat(isFree(null, ports.main())).isFalse();
		ports.close();
		assertThat(isFree(null, ports.main())).isTrue();
	}

	@Test
	void reserveWhenPortIsGivenHoldsIt() throws IOException {
		int port = freePort();
		this.environment.setProperty("server.port", String.valueOf(port));
		assertThat(reserve().main()).isEqualTo(port);
	}

	@Test
	void reserveWhenAddressIsGivenHoldsThatOneOnly() {
		this.environment.setProperty("server.address", "127.0.0.1");
		SharedPorts ports = reserve();
		assertThat(ports.listeners("")).singleElement()
			.satisfies((listener) -> assertThat(listener.address()).isEqualTo("127.0.0.1"));
	}

	@Test
	void reserveWhenManagementPortIsSeparateHoldsBoth() throws IOException {
		this.environment.setProperty("management.server.port", "0");
		this.environment.setProperty("management.server.address", "127.0.0.1");
		SharedPorts ports = reserve();
		assertThat(ports.listeners("")).extracting(ListenerStatus::address).containsExactly("*", "127.0.0.1");
		int management = ports.listeners("").get(1).port();
		assertThat(management).isPositive().isNotEqualTo(ports.main());
		assertThat(ports.marker())
			.isEqualTo("server.port=%d,management.server.port=%d".formatted(ports.main(), management));
		assertThat(isFree(InetAddress.getByName("127.0.0.1"), management)).isFalse();
	}

	@Test
	void reserveWhenManagementPortIsTheSameHoldsItOnce() throws IOException {
		int port = freePort();
		this.environment.setProperty("server.port", String.valueOf(port));
		this.environment.setProperty("management.server.port", String.valueOf(port));
		assertThat(reserve().marker()).isEqualTo("server.port=" + port);
	}

	@Test
	void reserveWhenManagementIsOffHoldsNoPortForIt() {
		this.environment.setProperty("management.server.port", "-1");
		assertThat(reserve().listeners("")).hasSize(1);
	}

	@Test
	void reserveWhenPortIsTakenFailsAsBootDoes() throws IOException {
		try (ServerSocket other = new ServerSocket(0)) {
			this.environment.setProperty("server.port", String.valueOf(other.getLocalPort()));
			assertThatExceptionOfType(PortInUseException.class).isThrownBy(this::reserve)
				.satisfies((ex) -> assertThat(ex.getPort()).isEqualTo(other.getLocalPort()));
		}
	}

	@Test
	void reserveWhenManagementPortIsTakenReleasesTheOther() throws IOException {
		int port = freePort();
		try (ServerSocket other = new ServerSocket(0)) {
			this.environment.setProperty("server.port", String.valueOf(port));
			this.environment.setProperty("management.server.port", String.valueOf(other.getLocalPort()));
			assertThatExceptionOfType(PortInUseException.class).isThrownBy(this::reserve);
		}
		assertThat(isFree(null, port)).isTrue();
	}

	@Test
	void reserveWhenAddressIsNotOfThisMachineFails() {
		this.environment.setProperty("server.address", "192.0.2.1");
		PortReservationException ex = catchThrowableOfType(PortReservationException.class, this::reserve);
		assertThat(ex).hasMessageStartingWith("The primary cannot bind 192.0.2.1, port 0: ");
		assertThat(analyze(ex).getAction()).contains("server.address").contains("is an address of this machine");
	}

	@Test
	void reserveWhenPortIsOutOfRangeFails() {
		this.environment.setProperty("server.port", "70000");
		PortReservationException ex = catchThrowableOfType(PortReservationException.class, this::reserve);
		assertThat(analyze(ex).getDescription()).contains("port 70000").contains("out of range");
		assertThat(analyze(ex).getAction()).contains("65535");
	}

	@Test
	void analyzeWhenPortIsPrivilegedTellsHow() {
		PortReservationException ex = new PortReservationException(null, 80, new IOException("Permission denied"));
		assertThat(analyze(ex).getDescription()).isEqualTo("The primary cannot bind port 80: Permission denied.");
		assertThat(analyze(ex).getAction()).contains("from 1024 up").contains("right to bind");
	}

	@Test
	void analyzeWhenOtherwiseTellsToUseAnotherPort() {
		PortReservationException ex = new PortReservationException(null, 8080, new IOException("Some reason"));
		assertThat(analyze(ex).getAction()).isEqualTo("Configure another port.");
	}

	private SharedPorts reserve() {
		this.ports = SharedPorts.reserve(this.environment);
		return this.ports;
	}

	private FailureAnalysis analyze(PortReservationException ex) {
		FailureAnalysis analysis = new PortReservationFailureAnalyzer().analyze(new RuntimeException(ex));
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static boolean isFree(@Nullable InetAddress address, int port) throws IOException {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(address, port));
			return true;
		}
		catch (BindException ex) {
			return false;
		}
	}

}
