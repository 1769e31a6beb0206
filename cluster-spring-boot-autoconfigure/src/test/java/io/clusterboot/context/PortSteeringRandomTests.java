package io.clusterboot.context;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.ListenerStatus;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.socket.PoolFixture;
import io.clusterboot.supervisor.RandomCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the supervisor and the sockets of the primary together send nobody to a
 * wrong worker, whatever happens in which order. Each step is followed by connections,
 * and by a look which worker's socket they came to.
 */
@Tag("once")
@EnabledOnOs(OS.LINUX)
class PortSteeringRandomTests {

	private static final int STEPS = 1_500;

	private final Map<Long, Object> sockets = new HashMap<>();

	private final List<String> history = new ArrayList<>();

	private RandomCluster cluster;

	private PortSteering steering;

	@ParameterizedTest
	@ValueSource(longs = { 20_261, 20_262, 20_263 })
	void connectionsArriveAtWorkersThatServe(long seed) throws IOException {
		try (PoolFixture fixture = new PoolFixture()) {
			this.steering = new PortSteering(fixture.pool(),
					List.of(ListenerStatus.unsteered("*", fixture.port(), "not yet")), (id, message) -> {
					});
			this.cluster = new RandomCluster(new Random(seed), this.steering, (worker) -> launch(fixture, worker));
			for (int i = 0; i < STEPS; i++) {
				this.history.add(this.cluster.step());
				check(fixture);
			}
			assertThat(this.cluster.forks()).isGreaterThan(STEPS / 10);
			assertThat(this.cluster.events()).noneMatch((event) -> event.startsWith("gaveUp"));
		}
		catch (IOException | RuntimeException | Error ex) {
			throw new AssertionError("seed " + seed + ", step " + this.history.size() + ", last steps "
					+ this.history.subList(Math.max(0, this.history.size() - 30), this.history.size()), ex);
		}
	}

	private void launch(PoolFixture fixture, WorkerIdentity worker) {
		this.steering.lend(worker);
		Object socket = fixture.socket(worker.id());
		if (this.cluster != null) {
			this.sockets.keySet().retainAll(this.cluster.alive());
		}
		assertThat(this.sockets.values()).as("sockets of other workers that live").doesNotContain(socket);
		this.sockets.put(worker.id(), socket);
	}

	private void check(PoolFixture fixture) throws IOException {
		Set<Long> eligible = this.cluster.eligible();
		if (fixture.pool().sockets().isEmpty()) {
			assertThat(eligible).isEmpty();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> fixture.connect(1));
			fixture.closeClients();
			return;
		}
		Set<?> arrived = fixture.probe(3).keySet();
		if (!eligible.isEmpty()) {
			Set<Object> expected = new HashSet<>();
			eligible.forEach((id) -> expected.add(this.sockets.get(id)));
			assertThat(expected).as("sockets of %s", eligible).containsAll(arrived);
			assertThat(told()).isNotEmpty().isSubsetOf(eligible).containsAll(this.cluster.serving());
		}
	}

	private Set<Long> told() {
		List<SocketStatus> sockets = this.steering.listeners().get(0).sockets();
		return sockets.stream()
			.filter((socket) -> socket.weight() > 0)
			.map(SocketStatus::worker)
			.collect(Collectors.toSet());
	}

}
