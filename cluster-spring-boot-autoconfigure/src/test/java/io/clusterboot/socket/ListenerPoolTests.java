package io.clusterboot.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clusterboot.SocketStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ListenerPool}, against the kernel.
 */
@EnabledOnOs(OS.LINUX)
class ListenerPoolTests {

	@Test
	void assignDoesNotListenYet() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			fixture.assign(1, 0);
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> fixture.connect(1));
			assertThat(fixture.pool().sockets()).isEmpty();
			assertThat(fixture.pool().program()).isEmpty();
		}
	}

	@Test
	void assignWhenFreeSocketTakesIt() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			assertThat(second).isNotSameAs(first);
			fixture.pool().gone(1, false);
			assertThat(fixture.assign(3, 2)).isSameAs(first);
			assertThat(fixture.assign(4, 3)).isNotIn(first, second);
		}
	}

	@Test
	void assignWhenSocketWaitsForOrdinalTakesIt() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			fixture.pool().gone(1, true);
			fixture.pool().gone(2, true);
			assertThat(fixture.assign(3, 2)).isNotIn(first, second);
			assertThat(fixture.assign(4, 1)).isSameAs(second);
			assertThat(fixture.assign(5, 0)).isSameAs(first);
		}
	}

	@Test
	void assignWhenSocketIsOrphanedTakesItWithItsQueue() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			fixture.connect(3);
			PooledSocket second = fixture.join(2, 1);
			fixture.pool().orphaned(1);
			fixture.pool().steer(Map.of(2L, 1));
			fixture.connect(2);
			assertThat(fixture.join(3, 5)).isSameAs(first);
			assertThat(fixture.arrived(5)).containsOnly(Map.entry(first, 3), Map.entry(second, 2));
			fixture.pool().gone(1, false);
			assertThat(fixture.socket(3)).isSameAs(first);
		}
	}

	@Test
	void goneWhenOrphanedEndsWhatWaits() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			Socket client = fixture.connect(InetAddress.getLoopbackAddress());
			fixture.join(2, 1);
			fixture.pool().orphaned(1);
			fixture.pool().steer(Map.of(2L, 1));
			fixture.pool().gone(1, false);
			client.setSoTimeout(10_000);
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			assertThat(fixture.assign(3, 7)).isSameAs(first);
		}
	}

	@Test
	void assignWhenFreeSocketIsSteeredToTakesIt() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			fixture.pool().gone(1, false);
			fixture.pool().steer(Map.of(2L, 1));
			fixture.pool().gone(2, false);
			fixture.connect(3);
			assertThat(fixture.join(3, 5)).isSameAs(second);
			assertThat(fixture.arrived(3)).containsExactly(Map.entry(second, 3));
		}
	}

	@Test
	void joinWhenFirstGetsAllConnections() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			assertThat(fixture.probe(20)).containsExactly(Map.entry(first, 20));
			assertThat(fixture.pool().program()).containsExactly("ret #0");
			assertThat(fixture.pool().sockets()).containsExactly(new SocketStatus(0, 1L, 100));
		}
	}

	@Test
	void joinWhenOthersListenGetsNoConnectionBeforeItIsSteeredTo() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			assertThat(fixture.probe(50)).containsExactly(Map.entry(first, 50));
			fixture.pool().steer(Map.of(1L, 1, 2L, 1));
			PooledSocket third = fixture.join(3, 2);
			assertThat(fixture.probe(50)).containsOnlyKeys(first, second).doesNotContainKey(third);
		}
	}

	@Test
	void joinWhenUnknownOrGoneIsIgnored() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			fixture.pool().join(7);
			fixture.assign(1, 0);
			fixture.pool().gone(1, true);
			fixture.pool().join(1);
			assertThat(fixture.pool().sockets()).isEmpty();
		}
	}

	@Test
	void steerWhenWeightIsZeroGivesNothing() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			PooledSocket third = fixture.join(3, 2);
			fixture.pool().steer(Map.of(1L, 10, 2L, 0, 3L, 30));
			assertThat(fixture.probe(100)).containsOnlyKeys(first, third);
			fixture.pool().steer(Map.of(2L, 1));
			assertThat(fixture.probe(20)).containsExactly(Map.entry(second, 20));
			assertThat(fixture.pool().sockets()).containsExactly(new SocketStatus(0, 1L, 0), new SocketStatus(1, 2L, 1),
					new SocketStatus(2, 3L, 0));
			assertThat(fixture.pool().program()).containsExactly("ret #1");
		}
	}

	@Test
	void steerWhenNobodyIsLeftChangesNothing() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			fixture.join(2, 1);
			fixture.assign(3, 2);
			List<String> program = fixture.pool().program();
			fixture.pool().steer(Map.of());
			fixture.pool().steer(Map.of(2L, 0, 3L, 100, 9L, 100));
			fixture.pool().steer(Map.of(2L, -5));
			assertThat(fixture.pool().program()).isEqualTo(program);
			assertThat(fixture.probe(20)).containsExactly(Map.entry(first, 20));
		}
	}

	/**
	 * The bound is seven standard deviations: a right program fails once in 10^11 runs.
	 */
	@Test
	void steerSpreadsByWeight() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			Map<PooledSocket, Integer> weights = Map.of(fixture.join(1, 0), 100, fixture.join(2, 1), 50,
					fixture.join(3, 2), 10);
			fixture.pool().steer(Map.of(1L, 100, 2L, 50, 3L, 10));
			int total = 4_000;
			Map<PooledSocket, Integer> counts = new IdentityHashMap<>();
			for (int i = 0; i < total; i += 100) {
				fixture.probe(100).forEach((socket, count) -> counts.merge(socket, count, Integer::sum));
			}
			weights.forEach((socket, weight) -> {
				double share = weight / 160.0;
				double deviation = Math.sqrt(total * share * (1 - share));
				assertThat(counts.get(socket).doubleValue()).isBetween(total * share - 7 * deviation,
						total * share + 7 * deviation);
			});
		}
	}

	@Test
	void goneWhenSuccessorComesKeepsItsQueue() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			fixture.pool().steer(Map.of(2L, 1));
			fixture.connect(10);
			fixture.pool().gone(2, true);
			assertThat(fixture.pool().sockets()).containsExactly(new SocketStatus(0, 1L, 0),
					new SocketStatus(1, null, 1));
			fixture.pool().steer(Map.of(1L, 1, 2L, 1));
			assertThat(fixture.pool().program()).containsExactly("ret #0");
			assertThat(fixture.join(3, 1)).isSameAs(second);
			assertThat(fixture.arrived(10)).containsExactly(Map.entry(second, 10));
		}
	}

	@Test
	void goneWhenNoSuccessorComesEndsWhatWaitsInItsQueue() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			fixture.join(2, 1);
			fixture.pool().steer(Map.of(1L, 1, 2L, 1_000_000));
			Socket client = fixture.connect(InetAddress.getByName("127.0.0.1"));
			fixture.connect(9);
			fixture.pool().gone(2, false);
			client.setSoTimeout(10_000);
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			assertThat(fixture.probe(20)).containsExactly(Map.entry(first, 20));
		}
	}

	@Test
	void goneWhenSuccessorDoesNotComeAfterAllFreesSocket() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			fixture.pool().gone(1, true);
			assertThat(fixture.assign(2, 1)).isNotSameAs(first);
			fixture.pool().gone(1, false);
			assertThat(fixture.assign(3, 2)).isSameAs(first);
			fixture.pool().gone(1, false);
			assertThat(fixture.socket(3)).isSameAs(first);
		}
	}

	@Test
	void refuseRefusesUntilAWorkerJoinsAnew() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			PooledSocket first = fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			PooledSocket third = fixture.join(3, 2);
			fixture.pool().steer(Map.of(1L, 1, 2L, 1, 3L, 1));
			fixture.pool().refuse();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> fixture.connect(1));
			assertThat(fixture.pool().sockets()).isEmpty();
			assertThat(fixture.pool().program()).isEmpty();
			fixture.pool().steer(Map.of(1L, 1));
			fixture.pool().join(3);
			fixture.pool().join(1);
			assertThat(fixture.probe(20)).containsExactly(Map.entry(third, 20));
			fixture.pool().join(2);
			fixture.pool().steer(Map.of(1L, 1));
			assertThat(fixture.probe(20)).containsExactly(Map.entry(first, 20));
			assertThat(fixture.pool().sockets()).extracting(SocketStatus::worker).containsExactly(3L, 1L, 2L);
			fixture.pool().steer(Map.of(2L, 1));
			assertThat(fixture.probe(20)).containsExactly(Map.entry(second, 20));
		}
	}

	@Test
	void closeRefusesAlsoIfAnotherProcessHoldsASocket() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			NativeSocket socket = fixture.join(1, 0).socket();
			int held = SteeringCheck.load().fcntl(socket.descriptor(), 1030, 3);
			try {
				fixture.pool().close();
				assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> fixture.connect(1));
			}
			finally {
				SteeringCheck.load().close(held);
			}
		}
	}

	@Test
	void closeLeavesNothingInTheWayOfTheNextRun() throws IOException {
		int port;
		try (PoolFixture fixture = new PoolFixture()) {
			port = fixture.port();
			fixture.join(1, 0);
			Socket client = fixture.connect(InetAddress.getByName("127.0.0.1"));
			client.setSoLinger(false, 0);
			fixture.pool().gone(1, false);
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
		PortReservation.reserve(null, port).close();
	}

	@ParameterizedTest
	@CsvSource({ ",127.0.0.1", ",::1", "0.0.0.0,127.0.0.1", "0.0.0.0,::1", "127.0.0.1,127.0.0.1", "::1,::1" })
	void joinServesAddress(@Nullable String address, String client) throws IOException {
		try (PoolFixture fixture = new PoolFixture((address != null) ? InetAddress.getByName(address) : null)) {
			PooledSocket first = fixture.join(1, 0);
			PooledSocket second = fixture.join(2, 1);
			fixture.pool().steer(Map.of(2L, 1));
			for (int i = 0; i < 10; i++) {
				fixture.connect(InetAddress.getByName(client));
			}
			assertThat(fixture.arrived(10)).containsExactly(Map.entry(second, 10)).doesNotContainKey(first);
		}
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1,::1", "127.0.0.1,127.0.0.2", "::1,127.0.0.1" })
	void joinServesNoOtherAddress(String address, String client) throws IOException {
		try (PoolFixture fixture = new PoolFixture(InetAddress.getByName(address))) {
			fixture.join(1, 0);
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> fixture.connect(InetAddress.getByName(client)));
		}
	}

	@Test
	void startWhenNoSocketWasAssignedThrows() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			assertThatIllegalStateException()
				.isThrownBy(() -> fixture.pool().start(PoolFixture.worker(1, 0), new ProcessBuilder("true")));
		}
	}

	@Test
	void openWhenPortIsNotReservedAndTakenThrows() throws IOException {
		try (ServerSocket taken = new ServerSocket()) {
			taken.bind(new InetSocketAddress("127.0.0.1", 0));
			assertThatExceptionOfType(SteeringUnavailableException.class)
				.isThrownBy(() -> ListenerPool.open(taken.getInetAddress(), taken.getLocalPort(), 1))
				.withMessageContaining("Address already in use");
		}
	}

	@Test
	void loadWhenNotOnLinuxThrows() {
		assertThatExceptionOfType(SteeringUnavailableException.class).isThrownBy(() -> SteeringCheck.load("Mac OS X"))
			.withMessage("only Linux can steer connections, this is Mac OS X");
	}

	@Test
	void openWhenKernelRefusesProgramThrows() {
		SocketCalls calls = RefusingCalls.refusingPrograms();
		assertThatExceptionOfType(SteeringUnavailableException.class)
			.isThrownBy(() -> ListenerPool.open(calls, InetAddress.getLoopbackAddress(), 0, 1))
			.withMessage("the kernel refuses SO_ATTACH_REUSEPORT_CBPF: Operation not permitted");
	}

}
