package io.clusterboot.integration;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;

import com.example.hanging.SlowRunnerApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the kernel's choice of the worker that gets a new connection.
 */
@Tag("once")
class SteeringIntegrationTests {

	private static final String WRITABLE = "--management.endpoint.cluster.access=unrestricted";

	private static final String OWN_SOCKETS = "--cluster.listen=reuseport";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void statusWhenSwitchedOffSaysSo() {
		RunningCluster running = this.cluster.start(2, OWN_SOCKETS, "--cluster.steering=off");
		JsonNode listener = running.status().get("listeners").get(0);
		assertThat(listener.get("steering").asString()).isEqualTo("OFF");
		assertThat(listener.get("steeringReason").asString()).isEqualTo("cluster.steering is off");
		assertThat(running.request("GET", "/actuator/metrics/cluster.listener.queue").status()).isEqualTo(404);
		assertThat(running.request("GET", "/actuator/metrics/cluster.listener.overflows").status()).isEqualTo(200);
		assertThat(running.answering(40)).hasSize(2);
	}

	@Test
	void parkTakesAWorkerOutUntilItIsResumed() {
		RunningCluster running = this.cluster.start(2, WRITABLE, OWN_SOCKETS, "--cluster.steering=auto");
		assertSteered(running);
		long parked = running.worker(0).get("pid").asLong();
		assertThat(running.operate("park", "{\"worker\": 0}").status()).isEqualTo(200);
		assertThat(running.answering(40)).isEqualTo(Set.of(running.worker(1).get("pid").asLong()));
		assertThat(running.operate("park", "{\"worker\": 1}").status()).isEqualTo(400);
		assertThat(running.operate("resume", "{\"worker\": 0}").status()).isEqualTo(200);
		Awaitility.await().atMost(TestCluster.START).until(() -> running.answering(5).contains(parked));
	}

	@Test
	void frozenWorkerGetsNoNewConnectionsOnceItIsParked() {
		RunningCluster running = this.cluster.start(2, "--cluster.steering=auto");
		long frozen = running.worker(0).get("pid").asLong();
		Processes.signal("STOP", frozen);
		try {
			running.primary().awaitOutput("Worker 0 .* parked", TestCluster.START);
			assertThat(running.answering(60)).doesNotContain(frozen);
		}
		finally {
			Processes.signal("CONT", frozen);
		}
		running.primary().awaitOutput("Worker 0 .* resumed", TestCluster.START);
	}

	@Test
	void connectionsThatWaitForAKilledWorkerAreServedByItsReplacement() {
		RunningCluster running = this.cluster.start(1, "--cluster.steering=auto");
		long former = running.workers().get(0);
		Processes.stop(former);
		var waiting = RunningCluster.async(() -> running.get("/pid"));
		awaitQueued(running);
		Processes.signal("KILL", former);
		assertThat(waiting).succeedsWithin(TestCluster.START).isNotEqualTo(Long.toString(former));
	}

	@Test
	void workerThatStopsByItselfGetsNoNewConnectionsMeanwhile() {
		RunningCluster running = this.cluster.start(2, "--cluster.steering=auto", "--cluster.drain.period=15s");
		long stopping = running.worker(0).get("pid").asLong();
		long other = running.worker(1).get("pid").asLong();
		try (KeptConnection kept = KeptConnection.to(running, stopping)) {
			Processes.signal("TERM", stopping);
			Awaitility.await().atMost(Duration.ofSeconds(4)).until(() -> running.answering(10).equals(Set.of(other)));
			assertThat(running.worker(0).get("pid").asLong()).as("still drains").isEqualTo(stopping);
			assertThat(running.worker(0).get("weight").asInt()).isZero();
		}
		running.awaitReplacement(0, stopping);
	}

	@Test
	void workerThatHasNotStartedGetsNoConnection() throws IOException {
		Jvm primary = this.cluster.main(SlowRunnerApplication.class)
			.run("--server.port=0", "--cluster.workers=1", "--cluster.steering=auto");
		int port = Integer
			.parseInt(primary.awaitOutput("starts \\d+ workers? on port (\\d+)", TestCluster.START).group(1));
		primary.awaitOutput("SLOW runner", TestCluster.START);
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port));
	}

	private void assertSteered(RunningCluster running) {
		JsonNode listener = running.status().get("listeners").get(0);
		assertThat(listener.get("steering").asString()).as(listener.toString()).isEqualTo("ACTIVE");
		assertThat(listener.get("steeringReason").isNull()).isTrue();
		assertThat(listener.get("sockets").size()).isEqualTo(2);
		assertThat(listener.get("program").toString()).contains("ret #0").contains("ret #1");
		assertThat(running.answering(40)).hasSize(2);
	}

	private void awaitQueued(RunningCluster running) {
		String port = String.format(":%04X ", running.port());
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> Processes.tcpSockets()
				.stream()
				.anyMatch((line) -> line.contains(port + "0") && line.matches(".* 0A 00000000:0000000[1-9] .*")));
	}

}
