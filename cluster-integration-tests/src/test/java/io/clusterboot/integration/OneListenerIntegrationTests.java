package io.clusterboot.integration;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for workers that accept from one socket, which outlives them.
 */
@Tag("once")
class OneListenerIntegrationTests {

	private static final String SHARED = "--cluster.listen=shared";

	private static final String WRITABLE = "--management.endpoint.cluster.access=unrestricted";

	/**
	 * For tests that leave it as it was.
	 */
	@RegisterExtension
	static final SharedCluster two = new SharedCluster((cluster) -> cluster.start(2, SHARED, WRITABLE));

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	private final List<KeptConnection> clients = new ArrayList<>();

	@Test
	void statusSaysThatAllAcceptFromOneSocketAndOutputIsKeptToTheLastLine() {
		RunningCluster running = start(2, "--management.server.port=0", "--cluster.drain.period=2s");
		Management management = new Management(running.managementPort());
		assertThat(management.get("/actuator/metrics/cluster.listener.queue").get("availableTags")).isEmpty();
		JsonNode listeners = management.get("/actuator/cluster").get("listeners");
		assertThat(listeners.get(0).get("listen").asString()).isEqualTo("SHARED");
		assertThat(listeners.get(0).get("steering").asString()).as(listeners.toString()).isEqualTo("ACTIVE");
		assertThat(listeners.get(0).get("sockets").size()).isOne();
		assertThat(listeners.get(1).get("listen").asString()).isEqualTo("REUSEPORT");
		assertThat(listeningSockets(running.managementPort())).isEqualTo(2);
		assertEndsInOrder(running);
	}

	private void assertEndsInOrder(RunningCluster running) {
		Processes.signal("TERM", running.primary().pid());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			running.primary()
				.awaitOutput("\\[worker " + ordinal + "\\].*Graceful shutdown complete", Duration.ofSeconds(1));
		}
		assertThat(running.primary().output()).doesNotContain(" WARN ", " ERROR ");
	}

	@Test
	void keptConnectionsAreSplitEvenly() {
		RunningCluster running = two.running();
		assertThat(listeningSockets(running.port())).isOne();
		Map<Long, Integer> byWorker = new TreeMap<>();
		for (int i = 0; i < 40; i++) {
			connect(running, 1);
			byWorker.merge(this.clients.get(i).receive(), 1, Integer::sum);
		}
		this.clients.forEach(KeptConnection::close);
		assertThat(byWorker.values()).allSatisfy((count) -> assertThat(count).isBetween(16, 24));
	}

	@Test
	void newConnectionsWhenAWorkerIsFrozenGoToTheOther() {
		RunningCluster running = two.running();
		long frozen = running.worker(0).get("pid").asLong();
		long other = running.worker(1).get("pid").asLong();
		Processes.stop(frozen);
		try {
			assertThat(running.answering(100)).isEqualTo(Set.of(other));
		}
		finally {
			Processes.signal("CONT", frozen);
		}
		Awaitility.await().atMost(TestCluster.START).until(() -> running.answering(5).contains(frozen));
	}

	@Test
	void connectionsThatWaitWhenAWorkerIsKilledGoToTheOther() {
		RunningCluster running = start(2);
		long victim = running.worker(0).get("pid").asLong();
		long other = running.worker(1).get("pid").asLong();
		Processes.stop(victim);
		Processes.stop(other);
		connect(running, 20);
		Processes.signal("KILL", victim);
		Processes.signal("CONT", other);
		assertThat(answers()).containsOnlyKeys(other).containsEntry(other, 20);
	}

	@Test
	void parkTakesAWorkerOutUntilItIsResumed() {
		RunningCluster running = two.running();
		long parked = running.worker(0).get("pid").asLong();
		assertThat(running.operate("park", "{\"worker\": 0}").status()).isEqualTo(200);
		Awaitility.await().atMost(TestCluster.START).until(() -> !running.answering(10).contains(parked));
		assertThat(running.answering(40)).isEqualTo(Set.of(running.worker(1).get("pid").asLong()));
		assertThat(running.operate("resume", "{\"worker\": 0}").status()).isEqualTo(200);
		Awaitility.await().atMost(TestCluster.START).until(() -> running.answering(5).contains(parked));
	}

	@Test
	void reloadAndScaleUnderLoadLoseNothing() {
		RunningCluster running = start(2, WRITABLE);
		List<Long> former = running.workers();
		try (Traffic traffic = Traffic.on(running, 4, "/pid")) {
			Processes.signal("HUP", running.primary().pid());
			running.primary().awaitOutput("Reload 1 finished: 2 workers replaced in \\d+\\.\\d s", TestCluster.START);
			assertThat(running.operate("scale", "{\"workers\": 1}").status()).isEqualTo(200);
			Awaitility.await().atMost(TestCluster.START).until(() -> running.workers().size() == 1);
			traffic.assertNothingWasLost();
		}
		assertThat(running.workers()).doesNotContainAnyElementsOf(former);
	}

	@Test
	void connectionsWhenNobodyServesForLongAreRefusedUntilSomebodyDoes() throws IOException {
		RunningCluster running = start(1, "--cluster.refuse-after=2s", "--cluster.restart.initial-backoff=5s");
		long former = running.workers().get(0);
		Processes.signal("KILL", former);
		running.primary().awaitOutput("Worker 0 .* exited with SIGKILL", TestCluster.START);
		try (Socket waiting = socket(running)) {
			waiting.setSoTimeout((int) TestCluster.START.toMillis());
			assertThatExceptionOfType(IOException.class).as("ended while it waits")
				.isThrownBy(() -> waiting.getInputStream().readAllBytes());
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> socket(running));
		}
		running.awaitReplacement(0, former);
		assertThat(running.answering(3)).doesNotContain(former).hasSize(1);
	}

	private RunningCluster start(int workers, String... arguments) {
		String[] all = Arrays.copyOf(arguments, arguments.length + 1);
		all[arguments.length] = SHARED;
		RunningCluster running = this.cluster.start(workers, all);
		assertThat(listeningSockets(running.port())).isOne();
		return running;
	}

	private void connect(RunningCluster running, int count) {
		for (int i = 0; i < count; i++) {
			KeptConnection client = new KeptConnection(running);
			client.send();
			this.clients.add(client);
		}
	}

	private Map<Long, Integer> answers() {
		Map<Long, Integer> byWorker = new TreeMap<>();
		for (KeptConnection client : this.clients) {
			byWorker.merge(client.receive(), 1, Integer::sum);
			client.close();
		}
		return byWorker;
	}

	private static Socket socket(RunningCluster running) throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), running.port());
	}

	private static long listeningSockets(int port) {
		String local = String.format(":%04X ", port);
		return Processes.tcpSockets()
			.stream()
			.filter((line) -> line.contains(local + "0") && line.matches(".* 0A .*"))
			.count();
	}

}
