package io.clusterboot.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.SocketStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a {@link ListenerPool} sends nobody to a wrong worker, whatever happens in
 * which order. Each step is followed by connections, and by a look where they went.
 */
@Tag("once")
@EnabledOnOs(OS.LINUX)
class ListenerPoolRandomTests {

	private static final int STEPS = 1_500;

	private static final int ORDINALS = 6;

	private final Map<Long, Integer> ordinals = new LinkedHashMap<>();

	private final Map<Long, PooledSocket> held = new LinkedHashMap<>();

	private final Map<Long, PooledSocket> waiting = new LinkedHashMap<>();

	private final Set<Long> joined = new LinkedHashSet<>();

	private final Set<PooledSocket> listening = new HashSet<>();

	private final List<String> history = new ArrayList<>();

	private Set<PooledSocket> targets = Set.of();

	private long lastId;

	@ParameterizedTest
	@ValueSource(longs = { 20_261, 20_262, 20_263 })
	void connectionsArriveWhereTheyAreSteeredTo(long seed) throws IOException {
		Random random = new Random(seed);
		try (PoolFixture fixture = new PoolFixture()) {
			for (int i = 0; i < STEPS; i++) {
				step(fixture, random);
				probe(fixture);
				if (random.nextInt(4) == 0) {
					steerToEach(fixture);
				}
			}
		}
		catch (IOException | RuntimeException | Error ex) {
			throw new AssertionError("seed " + seed + ", step " + this.history.size() + ", last steps "
					+ this.history.subList(Math.max(0, this.history.size() - 20), this.history.size()), ex);
		}
	}

	private void step(PoolFixture fixture, Random random) {
		switch (random.nextInt(20)) {
			case 0, 1, 2, 3, 4 -> assign(fixture, random.nextInt(ORDINALS));
			case 5, 6, 7, 8, 9 -> join(fixture, any(random, this.held.keySet()));
			case 10, 11, 12, 13 -> steer(fixture, randomWeights(random));
			case 14, 15 -> gone(fixture, any(random, this.held.keySet()), true);
			case 16, 17 -> gone(fixture, any(random, this.held.keySet()), false);
			case 18 -> gone(fixture, any(random, this.waiting.keySet()), false);
			default -> refuse(fixture, random.nextInt(3) == 0);
		}
	}

	private void assign(PoolFixture fixture, int ordinal) {
		if (this.held.size() > 2 * ORDINALS) {
			return;
		}
		long id = ++this.lastId;
		this.history.add("assign " + id + " ordinal " + ordinal);
		PooledSocket socket = fixture.assign(id, ordinal);
		assertThat(this.held.values()).as("sockets that other workers have").doesNotContain(socket);
		List<Long> predecessors = this.waiting.keySet()
			.stream()
			.filter((worker) -> this.ordinals.get(worker) == ordinal)
			.toList();
		if (predecessors.isEmpty()) {
			assertThat(this.waiting.values()).doesNotContain(socket);
		}
		else {
			assertThat(predecessors.stream().map(this.waiting::get)).contains(socket);
			this.waiting.values().remove(socket);
		}
		this.ordinals.put(id, ordinal);
		this.held.put(id, socket);
	}

	private void join(PoolFixture fixture, long id) {
		this.history.add("join " + id);
		fixture.pool().join(id);
		PooledSocket socket = this.held.get(id);
		if (socket != null) {
			this.joined.add(id);
			if (this.listening.add(socket) && this.listening.size() == 1) {
				this.targets = Set.of(socket);
			}
		}
	}

	private void steer(PoolFixture fixture, Map<Long, Integer> weights) {
		this.history.add("steer " + weights);
		fixture.pool().steer(weights);
		Set<PooledSocket> wanted = new HashSet<>();
		weights.forEach((id, weight) -> {
			if (this.joined.contains(id) && weight > 0) {
				wanted.add(this.held.get(id));
			}
		});
		retarget(wanted);
	}

	private void gone(PoolFixture fixture, long id, boolean successor) {
		this.history.add("gone " + id + " successor " + successor);
		fixture.pool().gone(id, successor);
		PooledSocket socket = this.held.remove(id);
		this.joined.remove(id);
		if (successor && socket != null) {
			this.waiting.put(id, socket);
		}
		if (!successor) {
			PooledSocket waited = this.waiting.remove(id);
			Set<PooledSocket> others = new HashSet<>(this.targets);
			others.remove(socket);
			others.remove(waited);
			retarget(others);
		}
	}

	private void refuse(PoolFixture fixture, boolean really) {
		if (really) {
			this.history.add("refuse");
			fixture.pool().refuse();
			this.joined.clear();
			this.listening.clear();
			this.targets = Set.of();
		}
	}

	private void retarget(Set<PooledSocket> wanted) {
		if (!wanted.isEmpty()) {
			this.targets = wanted;
		}
	}

	private void probe(PoolFixture fixture) throws IOException {
		assertThat(fixture.pool().sockets()).hasSize(this.listening.size());
		if (this.listening.isEmpty()) {
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> fixture.connect(1));
			fixture.closeClients();
		}
		else {
			assertThat(this.targets).containsAll(fixture.probe(3).keySet());
		}
	}

	private void steerToEach(PoolFixture fixture) throws IOException {
		for (long id : List.copyOf(this.joined)) {
			steer(fixture, Map.of(id, 1));
			assertThat(fixture.probe(2)).as("to worker " + id).containsExactly(Map.entry(this.held.get(id), 2));
			assertThat(fixture.pool().sockets()).filteredOn((socket) -> socket.weight() > 0)
				.extracting(SocketStatus::worker)
				.containsExactly(id);
		}
	}

	private Map<Long, Integer> randomWeights(Random random) {
		Map<Long, Integer> weights = new HashMap<>();
		this.held.keySet().forEach((id) -> weights.put(id, random.nextInt(3) * 50));
		this.waiting.keySet().forEach((id) -> weights.put(id, 100));
		weights.put(this.lastId + 1, 100);
		return weights;
	}

	private long any(Random random, Set<Long> ids) {
		List<Long> sorted = ids.stream().sorted(Comparator.naturalOrder()).toList();
		return sorted.isEmpty() ? -1 : sorted.get(random.nextInt(sorted.size()));
	}

}
