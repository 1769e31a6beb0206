package io.clusterboot.integration;

import java.io.IOException;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a primary that is PID 1, as in a container.
 */
@Tag("once")
class NamespaceIntegrationTests {

	private static final String[] UNSHARE = { "unshare", "--pid", "--fork", "--mount-proc", "--kill-child" };

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@BeforeAll
	static void requireNamespaces() throws InterruptedException {
		Assumptions.assumeTrue(canUnshare(), "PID namespaces need root and unshare(1): skipped");
	}

	static boolean canUnshare() throws InterruptedException {
		try {
			return new ProcessBuilder("unshare", "--pid", "--fork", "--mount-proc", "true").start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@BeforeEach
	void runInNamespace() {
		this.cluster.prefix(UNSHARE);
	}

	@Test
	void orphansWhenPid1AreReapedAndExitCodesOfWorkersStay() {
		RunningCluster running = this.cluster.start(2);
		assertThat(running.status().get("primary").get("pid").asLong()).isOne();
		assertThat(running.answering(40)).hasSize(2);
		long init = init(running);
		leaveOrphans(running);
		List<Long> before = Processes.childrenOf(init);
		killAndAwaitEnd(workers(init).get(0), init);
		leaveOrphans(running);
		assertThat(exit(running, "SIGKILL").get("code").asInt()).isEqualTo(137);
		Awaitility.await("only workers are left")
			.atMost(TestCluster.EXIT)
			.until(() -> Processes.childrenOf(init).size() == 2);
		assertThat(before.size()).isGreaterThan(2);
		Processes.signal("TERM", init);
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(running.primary().output()).contains("SIGTERM: all workers stop");
		assertThat(workers(init)).isEmpty();
	}

	/**
	 * A killed process serves for a moment longer, until the kernel closes its sockets:
	 * only once it is reaped can no request reach it.
	 */
	private void killAndAwaitEnd(long worker, long init) {
		Processes.signal("KILL", worker);
		Awaitility.await("the killed worker is reaped")
			.atMost(TestCluster.EXIT)
			.until(() -> !Processes.childrenOf(init).contains(worker));
	}

	private void leaveOrphans(RunningCluster running) {
		Response response = running.request("POST", "/orphans?count=10");
		assertThat(response.body()).matches("\\[(\"\\d+\",?){10}]");
	}

	private JsonNode exit(RunningCluster running, String signal) {
		return Awaitility.await().atMost(TestCluster.START).ignoreExceptions().until(() -> {
			JsonNode status = running.status();
			boolean whole = status.get("readyWorkers").asInt() == 2;
			return whole ? lastExit(status, signal) : null;
		}, (exit) -> exit != null);
	}

	private JsonNode lastExit(JsonNode status, String signal) {
		return status.get("workers")
			.valueStream()
			.map((worker) -> worker.get("lastExit"))
			.filter((exit) -> signal.equals(exit.path("signal").asString("")))
			.findFirst()
			.orElse(null);
	}

	@Test
	void killWhenPid1EndsAll() {
		RunningCluster running = this.cluster.start(2);
		long init = init(running);
		List<Long> workers = workers(init);
		assertThat(workers).hasSize(2);
		Processes.signal("KILL", init);
		// What unshare(1) makes of a killed command differs between its versions.
		running.primary().awaitExit(TestCluster.EXIT);
		assertThat(workers).noneMatch(Processes::isAlive);
	}

	/**
	 * Return the primary's process id outside of its namespace.
	 */
	private long init(RunningCluster running) {
		List<Long> children = Processes.childrenOf(running.primary().pid());
		assertThat(children).hasSize(1);
		return children.get(0);
	}

	private List<Long> workers(long init) {
		return Processes.childrenOf(init)
			.stream()
			.filter((pid) -> Processes.commandLine(pid).contains("-Dcluster.worker.primary=1\0"))
			.toList();
	}

}
