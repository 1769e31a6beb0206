package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.example.events.EventsApplication;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Cases of Node's own test suite that other tests do not hold already.
 */
@Tag("once")
class NodeSuiteIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	@RegisterExtension
	final TestCluster cluster = new TestCluster().main(EventsApplication.class);

	/**
	 * Cases setup-primary, setup-primary-argv, setup-primary-cumulative,
	 * setup-primary-emit, setup-primary-multiple, cwd.
	 */
	@Test
	void setupWhenCalledThreeTimesIsCumulativeAndReachesWorkers() throws IOException {
		Path elsewhere = Files.createDirectory(this.cluster.directory().resolve("elsewhere")).toRealPath();
		RunningCluster running = this.cluster.start(1, "--scenario=setup", "--scenario.directory=" + elsewhere);
		String about = running.get("/about?property=from.setup");
		assertThat(new JsonMapper().readValue(about, String[].class)).containsExactly("by setup", elsewhere.toString(),
				"here", "1");
		// The three of the test harness and of the scenario, then one more; each call and
		// the start of the cluster are told.
		assertThat(running.heard("primary")).startsWith("setup 6", "setup 6", "setup 6", "setup 6", "fork #1");
	}

	/**
	 * Case setup-primary, option silent.
	 */
	@Test
	void setupWhenSilentDropsTheOutputOfLaterForks() {
		RunningCluster running = this.cluster.start(1, "--scenario=silence");
		running.awaitHeard("worker 1: ready #2");
		assertThat(running.heard("worker 1")).anyMatch((heard) -> heard.startsWith("setup "));
		assertThat(running.primary().lines()).anyMatch((line) -> line.startsWith("[worker 0]"))
			.noneMatch((line) -> line.startsWith("[worker 1]"));
	}

	/**
	 * Case worker-init.
	 */
	@Test
	void messageWhenSentToWorkerThatIsJustOnlineArrives() {
		RunningCluster running = this.cluster.start(2, "--scenario=online");
		running.awaitHeard("worker 1: event text welcome from primary");
		running.awaitHeard("worker 2: event text welcome from primary");
		running.primary().awaitOutput("(?s)ANSWERED question taken.*ANSWERED question taken", TestCluster.START);
	}

	/**
	 * Cases worker-exit, worker-death.
	 */
	@Test
	void exitWhenWorkerEndsItselfTellsItsCodeOnce() {
		RunningCluster running = this.cluster.start(1, "--spring.lifecycle.timeout-per-shutdown-phase=1s");
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> running.request("POST", "/exit?code=42"));
		running.awaitHeard("primary: fork #2");
		assertThat(running.heard("primary")).containsOnlyOnce("exit 42 null false true #1")
			.containsOnlyOnce("disconnect #1");
	}

	/**
	 * Case primary-error, from a listener, which the exit does not wait for.
	 */
	@Test
	void exitWhenPrimaryEndsItselfEndsAllWorkersFirst() {
		RunningCluster running = this.cluster.start(2);
		List<Long> workers = running.workers();
		assertThat(running.request("POST", "/exitPrimary?code=42").status()).isEqualTo(200);
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(42);
		assertThat(workers).hasSize(2).noneMatch(Processes::isAlive);
		assertThat(running.heard("primary")).contains("exit 143 SIGTERM true true #1", "exit 143 SIGTERM true true #2");
	}

	/**
	 * Cases concurrent-disconnect, disconnect-race, call-and-destroy, kill-disconnect.
	 */
	@Test
	void disconnectWhenDoneByManyAtOnceEndsEachWorkerOnce() {
		Jvm primary = this.cluster.run("--server.port=0", "--cluster.workers=4", "--scenario=concurrent");
		assertThat(primary.awaitExit(TestCluster.START)).isZero();
		RunningCluster ended = new RunningCluster(primary, 0);
		for (int id = 1; id <= 4; id++) {
			assertThat(ended.heard("primary")).containsOnlyOnce("exit 143 SIGTERM true true #" + id);
		}
		assertThat(Processes.workersOf(primary.pid())).isEmpty();
	}

	/**
	 * Cases disconnect, disconnect-before-exit, disconnect-idle-worker.
	 */
	@Test
	void disconnectWhenAllAreGoneCompletesAndAnotherForkServesAgain() {
		RunningCluster running = this.cluster.start(2, "--scenario=again");
		running.primary().awaitOutput("FORKED 3", Duration.ofSeconds(20));
		running.primary().awaitOutput("Worker 0 \\(id 3, pid \\d+\\) ready in", TestCluster.START);
		assertThat(running.primary().lines()).containsOnlyOnce("ASYNC true", "GONE true");
		assertThat(running.get("/pid")).isEqualTo(String.valueOf(running.workers().get(0)));
		assertThat(running.workers()).hasSize(1);
	}

	/**
	 * Cases worker-no-exit, worker-wait-server-close.
	 */
	@Test
	void disconnectWhenRequestIsInFlightLetsItFinish() {
		RunningCluster running = this.cluster.start(1);
		CompletableFuture<String> request = RunningCluster.async(() -> running.get("/slow?millis=2000"));
		running.awaitSlowRequests(1);
		assertThat(running.request("POST", "/disconnect?id=1").status()).isEqualTo(200);
		assertThat(request.join()).isNotEmpty();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isZero();
	}

	/**
	 * Case accept-fail: no connection can be accepted until descriptors are free again.
	 */
	@Test
	void acceptWhenDescriptorsRunOutIsTriedUntilThereAreSome() throws IOException {
		Assumptions.assumeTrue(DescriptorLimit.isPossible(), "No prlimit to take descriptors from a worker");
		RunningCluster running = this.cluster.start(1);
		String pid = running.get("/pid");
		List<CompletableFuture<String>> waiting = new ArrayList<>();
		try (DescriptorLimit none = DescriptorLimit.exhaust(Long.parseLong(pid))) {
			// An acceptor that blocks in the kernel has got its next descriptor already.
			for (int i = 0; i < 2; i++) {
				waiting.add(RunningCluster.async(() -> running.get("/pid")));
			}
			// Longer than a worker may miss heartbeats without being parked.
			running.primary().awaitOutput("(?s)(Too many open files.*){7}", SOON);
			assertThat(waiting).anyMatch((request) -> !request.isDone());
		}
		assertThat(waiting).allSatisfy((request) -> assertThat(request).succeedsWithin(SOON).isEqualTo(pid));
		assertThat(running.get("/pid")).isEqualTo(pid);
		assertThat(running.primary().output()).doesNotContain("parked: no heartbeat", "exited with");
	}

	/**
	 * Case kill-infinite-loop.
	 */
	@Test
	void killWhenWorkerLoopsEndsIt() {
		RunningCluster running = this.cluster.start(1);
		CompletableFuture<Response> loop = RunningCluster.async(() -> running.request("POST", "/loop"));
		running.primary().awaitOutput("LOOP begins", SOON);
		// Whether this one is answered is a matter of luck: it ends the worker that
		// serves it.
		RunningCluster.async(() -> running.request("POST", "/kill?id=1&signal=SIGKILL"));
		running.awaitHeard("primary: exit 137 SIGKILL true true #1");
		assertThat(loop).failsWithin(SOON);
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isZero();
	}

}
