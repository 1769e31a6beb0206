package io.clusterboot.integration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how a cluster ends: no orphan, ever.
 */
@Tag("once")
class StopIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void termWhenRequestsAreInFlightLetsThemFinish() {
		RunningCluster running = this.cluster.start(2);
		List<CompletableFuture<String>> requests = slowRequests(running, 8, 2000);
		running.primary().terminate();
		assertThat(requests).allSatisfy((request) -> assertThat(request.join()).isNotEmpty());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(running.workers()).isEmpty();
	}

	private List<CompletableFuture<String>> slowRequests(RunningCluster running, int count, int millis) {
		List<CompletableFuture<String>> requests = Stream
			.generate(() -> RunningCluster.async(() -> running.get("/slow?millis=" + millis)))
			.limit(count)
			.toList();
		running.awaitSlowRequests(count);
		return requests;
	}

	@Test
	void intWhenIdleEndsWith130() {
		RunningCluster running = this.cluster.start(2);
		Processes.signal("INT", running.primary().pid());
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(130);
		assertThat(running.workers()).isEmpty();
	}

	@Test
	void termWhenSecondOneComesEndsAtOnce() {
		RunningCluster running = this.cluster.start(2);
		List<CompletableFuture<String>> requests = slowRequests(running, 2, 20_000);
		running.primary().terminate();
		running.primary().awaitOutput("SIGTERM: all workers stop", Limit.ofSeconds(5));
		running.primary().terminate();
		assertThat(running.primary().awaitExit(Limit.ofSeconds(3))).isEqualTo(143);
		Awaitility.await().atMost(Limit.ofSeconds(2)).until(() -> running.workers().isEmpty());
		assertThat(requests).allSatisfy((request) -> assertThat(request).failsWithin(Limit.ofSeconds(5)));
	}

	@Test
	void termWhenWorkerIsFrozenKillsItAtTheDeadline() {
		RunningCluster running = this.cluster.start(2, "--cluster.shutdown.timeout=3s");
		Processes.signal("STOP", running.workers().get(0));
		running.primary().terminate();
		assertThat(running.primary().awaitExit(Limit.ofSeconds(10))).isEqualTo(143);
		assertThat(running.workers()).isEmpty();
	}

	@Test
	void killWhenPrimaryDiesIdleWorkersAreGoneInThreeSeconds() {
		RunningCluster running = this.cluster.start(2);
		List<Long> workers = running.workers();
		running.primary().kill();
		Awaitility.await().atMost(Limit.ofSeconds(3)).until(() -> workers.stream().noneMatch(Processes::isAlive));
	}

	@Test
	void killWhenPrimaryDiesRequestsInFlightFinish() {
		RunningCluster running = this.cluster.start(2);
		List<Long> workers = running.workers();
		List<CompletableFuture<String>> requests = slowRequests(running, 4, 3000);
		running.primary().kill();
		assertThat(requests).allSatisfy((request) -> assertThat(request.join()).isNotEmpty());
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> workers.stream().noneMatch(Processes::isAlive));
	}

	@Test
	void killWhenPrimaryDiesFrozenWorkerLeavesOnceContinued() {
		RunningCluster running = this.cluster.start(2);
		List<Long> workers = running.workers();
		Processes.signal("STOP", workers.get(0));
		running.primary().kill();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !Processes.isAlive(workers.get(1)));
		assertThat(Processes.isAlive(workers.get(0))).isTrue();
		Processes.signal("CONT", workers.get(0));
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !Processes.isAlive(workers.get(0)));
	}

	@Test
	void killWhenPilotIsStillStartingLeavesNoOrphan() {
		Jvm primary = this.cluster.run("--server.port=0", "--cluster.workers=2");
		Awaitility.await().atMost(TestCluster.START).until(() -> !Processes.workersOf(primary.pid()).isEmpty());
		List<Long> workers = Processes.workersOf(primary.pid());
		primary.kill();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> workers.stream().noneMatch(Processes::isAlive));
	}

	@Test
	void directoryWhenPrimaryEndsIsGoneAndAStaleOneIsSwept() throws Exception {
		Path tmp = Files.createDirectory(this.cluster.directory().resolve("tmp"));
		this.cluster.jvm("-Djava.io.tmpdir=" + tmp);
		RunningCluster killed = this.cluster.start(1);
		assertThat(controlDirectories(tmp)).hasSize(1);
		killed.primary().kill();
		Awaitility.await().atMost(TestCluster.EXIT).until(() -> killed.workers().isEmpty());
		assertThat(controlDirectories(tmp)).hasSize(1);
		RunningCluster stopped = this.cluster.start(1);
		assertThat(controlDirectories(tmp)).hasSize(1);
		stopped.primary().terminate();
		stopped.primary().awaitExit(TestCluster.EXIT);
		assertThat(controlDirectories(tmp)).isEmpty();
	}

	@Test
	void directoryWhenItCannotBeCreatedIsExplained() {
		Jvm jvm = this.cluster.jvm("-Djava.io.tmpdir=/proc").run("--server.port=0", "--cluster.workers=2");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START")
			.contains("/proc", "Point the system property java.io.tmpdir at")
			.doesNotContain("[worker");
	}

	private List<Path> controlDirectories(Path tmp) throws Exception {
		try (Stream<Path> files = Files.list(tmp)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("cluster-")).toList();
		}
	}

}
