package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for workers that crash, hang and leave.
 */
class SupervisionIntegrationTests {

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void exitWhenOfAnyKindIsReplacedAndExplained() {
		RunningCluster running = this.cluster.jvm("-XX:+ExitOnOutOfMemoryError").start(2);
		JsonNode killed = exit(running, (pid) -> Processes.signal("KILL", pid));
		assertThat(killed.get("code").asInt()).isEqualTo(137);
		assertThat(killed.get("signal").asString()).isEqualTo("SIGKILL");
		JsonNode halted = exit(running, (pid) -> misbehave(running, "/halt?code=7"));
		assertThat(halted.get("code").asInt()).isEqualTo(7);
		assertThat(halted.get("signal").isNull()).isTrue();
		JsonNode exited = exit(running, (pid) -> misbehave(running, "/exit?code=3"));
		assertThat(exited.get("code").asInt()).isEqualTo(3);
		JsonNode outOfMemory = exit(running, (pid) -> misbehave(running, "/oom"));
		assertThat(outOfMemory.get("reason").asString()).contains("Java heap space");
		assertThat(running.workers()).hasSize(2);
	}

	private void misbehave(RunningCluster running, String path) {
		try {
			running.request("POST", path);
		}
		catch (java.io.UncheckedIOException ex) {
			// The worker died before it answered.
		}
	}

	/**
	 * Make one worker exit and return how the cluster explains it.
	 */
	private JsonNode exit(RunningCluster running, java.util.function.LongConsumer cause) {
		List<Long> before = running.workers();
		long victim = before.get(0);
		cause.accept(victim);
		long gone = Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> before.stream().filter((pid) -> !Processes.isAlive(pid)).findFirst().orElse(0L),
					(pid) -> pid != 0);
		return Awaitility.await().atMost(TestCluster.START).ignoreExceptions().until(() -> {
			JsonNode status = running.status();
			boolean whole = status.get("readyWorkers").asInt() == 2;
			return (whole && !status.get("workers").toString().contains("\"pid\":" + gone)) ? lastExit(status) : null;
		}, (exit) -> exit != null);
	}

	private JsonNode lastExit(JsonNode status) {
		JsonNode last = null;
		for (JsonNode worker : status.get("workers")) {
			JsonNode exit = worker.get("lastExit");
			if (!exit.isNull() && (last == null || time(exit).isAfter(time(last)))) {
				last = exit;
			}
		}
		return last;
	}

	private Instant time(JsonNode exit) {
		return Instant.parse(exit.get("time").asString());
	}

	@Test
	void killWhenWorkerWasStableIsReplacedAtOnceAndOthersNeverNotice() throws IOException {
		Path folder = Files.createDirectory(this.cluster.directory().resolve("tmp"));
		RunningCluster running = this.cluster.jvm("-Djava.io.tmpdir=" + folder).start(2);
		List<String> folders = serverFolders(folder);
		assertThat(folders).hasSize(4);
		List<Long> before = running.workers();
		long victim = running.worker(0).get("pid").asLong();
		long survivor = running.worker(1).get("pid").asLong();
		long start = System.nanoTime();
		Processes.signal("KILL", victim);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.atMost(Limit.ofSeconds(5))
			.until(() -> running.workers().stream().anyMatch((pid) -> !before.contains(pid)));
		Duration replaced = Duration.ofNanos(System.nanoTime() - start);
		System.out.println("Replacement process after " + replaced.toMillis() + " ms");
		running.primary()
			.awaitOutput("Worker 0 \\(id 1, pid " + victim + "\\) exited with SIGKILL; restart 1 in \\d+ ms",
					Limit.ofSeconds(5));
		assertThat(running.awaitReplacement(0, victim)).isNotEqualTo(survivor);
		assertThat(running.worker(1).get("pid").asLong()).isEqualTo(survivor);
		assertThat(running.worker(1).get("restarts").asInt()).isZero();
		Processes.signal("KILL", survivor);
		running.awaitReplacement(1, survivor);
		leavesNoFolderBehind(running, folder, folders);
	}

	private void leavesNoFolderBehind(RunningCluster running, Path folder, List<String> before) throws IOException {
		assertThat(serverFolders(folder)).hasSize(4).doesNotContainAnyElementsOf(before);
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(serverFolders(folder)).isEmpty();
	}

	private List<String> serverFolders(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.startsWith("tomcat"))
				.toList();
		}
	}

	@Test
	@Tag("once")
	void stopWhenWorkerIsFrozenIsParkedThenReplaced() {
		RunningCluster running = this.cluster.start(2, "--cluster.heartbeat.timeout=5s");
		long victim = running.worker(1).get("pid").asLong();
		Processes.signal("STOP", victim);
		String id = "\\(id \\d+, pid " + victim + "\\)";
		running.primary().awaitOutput("Worker 1 " + id + " parked", Limit.ofSeconds(4));
		running.primary().awaitOutput("Worker 1 " + id + " exited with SIGKILL", Duration.ofSeconds(30));
		running.awaitReplacement(1, victim);
		assertThat(running.worker(1).get("lastExit").get("reason").asString()).containsIgnoringCase("heartbeat");
	}

	@Test
	@Tag("once")
	void continueWhenWorkerWasParkedIsTakenBack() {
		RunningCluster running = this.cluster.start(2);
		long victim = running.worker(1).get("pid").asLong();
		Processes.signal("STOP", victim);
		running.primary().awaitOutput("Worker 1 .* parked", Limit.ofSeconds(4));
		Processes.signal("CONT", victim);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> !running.worker(1).get("parked").asBoolean());
		assertThat(running.worker(1).get("pid").asLong()).isEqualTo(victim);
	}

	@Test
	void startWhenPilotFailsEndsWithItsCodeAndOneReport() {
		Jvm jvm = this.cluster.run("--server.port=0", "--cluster.workers=3", "--server.tomcat.threads.max=many");
		assertThat(jvm.awaitExit(TestCluster.EXIT)).isOne();
		assertThat(jvm.output()).containsOnlyOnce("APPLICATION FAILED TO START").contains("server.tomcat.threads.max");
	}

	@Test
	@Tag("once")
	void startWhenWorkerNeverBecomesReadyIsAFailedStart() {
		Jvm jvm = this.cluster.main(com.example.hanging.HangingApplication.class)
			.run("--server.port=0", "--cluster.workers=2", "--cluster.startup.timeout=4s");
		assertThat(jvm.awaitExit(TestCluster.START)).isEqualTo(137);
		assertThat(jvm.output()).contains("Full thread dump").contains("not ready");
	}

}
