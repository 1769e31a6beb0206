package io.clusterboot.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.clusterboot.QueueFigures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the kernel says of queues, against the kernel.
 */
@EnabledOnOs(OS.LINUX)
class AcceptQueueTests {

	private static final int BACKLOG = 2;

	private final PortReservation reservation;

	private final List<SocketChannel> clients = new ArrayList<>();

	AcceptQueueTests() throws IOException {
		this.reservation = PortReservation.reserve(null, 0);
	}

	@AfterEach
	void close() throws IOException {
		closeClients();
		this.reservation.close();
	}

	@Test
	void queuesOfOneSocketAreOfAllWorkers() throws IOException {
		try (OneSocket socket = OneSocket.open(this.reservation.address(), this.reservation.port(), BACKLOG)) {
			assertThat(socket.queues()).isEmpty();
			socket.listen();
			assertThat(socket.queues()).containsExactly(new QueueFigures(null, 0, BACKLOG, 0));
			connect(2);
			Awaitility.await().until(() -> socket.queues().get(0).length() == 2);
			connect(3);
			Awaitility.await().until(() -> socket.queues().get(0).drops() > 0);
			// The kernel lets one more wait than the backlog says
			assertThat(socket.queues().get(0).length()).isEqualTo(BACKLOG + 1);
			socket.refuse();
			assertThat(socket.queues()).isEmpty();
		}
	}

	@Test
	void queuesOfAPoolAreSlotBySlotAndDropsStayWithTheSlot() throws IOException {
		try (ListenerPool pool = ListenerPool.open(this.reservation.address(), this.reservation.port(), BACKLOG)) {
			pool.assign(PoolFixture.worker(1, 0));
			assertThat(pool.queues()).isEmpty();
			pool.join(1);
			connect(5);
			Awaitility.await().until(() -> drops(pool, 0) > 0);
			pool.gone(1, true);
			assertThat(pool.queues()).as("waits for the successor")
				.singleElement()
				.satisfies((queue) -> assertThat(queue.length()).isEqualTo(BACKLOG + 1));
			closeClients();
			pool.assign(PoolFixture.worker(2, 0));
			pool.gone(2, false);
			long before = pool.queues().size();
			assertThat(before).as("nobody has it").isZero();
			pool.assign(PoolFixture.worker(3, 4));
			pool.join(3);
			assertThat(drops(pool, 4)).as("the socket dropped for another slot").isZero();
			pool.gone(3, false);
			pool.assign(PoolFixture.worker(4, 0));
			pool.join(4);
			assertThat(drops(pool, 0)).isPositive();
		}
	}

	@Test
	void queuesWhenSlotIsHandedOverAreOfBothSockets() throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			fixture.join(1, 0);
			fixture.connect(3);
			fixture.join(2, 0);
			fixture.join(3, 1);
			fixture.pool().steer(Map.of(2L, 1));
			fixture.connect(2);
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(fixture.pool().queues()).extracting(QueueFigures::length)
					.containsExactly(5L, 0L));
			assertThat(fixture.pool().queues()).extracting(QueueFigures::ordinal).containsExactly(0, 1);
			assertThat(fixture.pool().queues().get(0).limit()).isEqualTo(2 * fixture.pool().queues().get(1).limit());
		}
	}

	private long drops(ListenerPool pool, int ordinal) {
		return pool.queues()
			.stream()
			.filter((queue) -> queue.ordinal() != null && queue.ordinal() == ordinal)
			.mapToLong(QueueFigures::drops)
			.findFirst()
			.orElseThrow();
	}

	private void connect(int count) throws IOException {
		for (int i = 0; i < count; i++) {
			SocketChannel client = SocketChannel.open();
			this.clients.add(client);
			client.configureBlocking(false);
			client.connect(new InetSocketAddress("127.0.0.1", this.reservation.port()));
		}
	}

	private void closeClients() throws IOException {
		for (SocketChannel client : this.clients) {
			client.close();
		}
		this.clients.clear();
	}

}
