package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ToolProcess}.
 */
class ToolProcessTests {

	private static final Duration AMPLE = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	@Test
	void awaitReturnsWhenItHasDoneItsWork() throws Exception {
		start("print", "first", "last").await(AMPLE);
		assertThat(output()).hasContent("first\nlast\n");
	}

	@Test
	void awaitWhenItFailsTellsTheLastLine() throws Exception {
		ToolProcess process = start("fail", "first", "", "Error: it cannot be  ", "");
		assertThatIOException().isThrownBy(() -> process.await(AMPLE)).withMessage("exit code 3: Error: it cannot be");
	}

	@Test
	void awaitWhenItFailsInSilenceSaysSo() throws Exception {
		ToolProcess process = start("fail");
		assertThatIOException().isThrownBy(() -> process.await(AMPLE)).withMessage("exit code 3: no output");
	}

	@Test
	void awaitWhenItFailsWithStackTraceTellsTheCause() throws Exception {
		ToolProcess process = start("throw");
		assertThatIOException().isThrownBy(() -> process.await(AMPLE))
			.withMessage("exit code 1: Caused by: java.lang.IllegalArgumentException: cause");
	}

	@Test
	void awaitWhenJvmDoesNotStartTellsWhy() throws Exception {
		ToolProcess process = ToolProcess.start(List.of("-XX:NoSuchOption"), output());
		assertThatIOException().isThrownBy(() -> process.await(AMPLE)).withMessageStartingWith("exit code 1: Error: ");
	}

	@Test
	void awaitWhenItTakesTooLongKillsIt() throws Exception {
		ToolProcess process = start("wait");
		ProcessHandle handle = child();
		assertThatIOException().isThrownBy(() -> process.await(Duration.ZERO)).withMessage("it took more than 0 s");
		assertThat(handle.isAlive()).isFalse();
	}

	@Test
	void awaitWhenInterruptedKillsIt() throws Exception {
		ToolProcess process = start("wait");
		ProcessHandle handle = child();
		Thread.currentThread().interrupt();
		assertThatException().isThrownBy(() -> process.await(AMPLE)).isInstanceOf(InterruptedException.class);
		handle.onExit().get(10, TimeUnit.SECONDS);
	}

	@Test
	void killEndsItThoughItRunsInTheBackground() throws Exception {
		ToolProcess process = ToolProcess.startInBackground(arguments("wait"), output());
		Awaitility.await().until(() -> Files.readString(output()).contains("waiting"));
		process.kill();
		assertThatIOException().isThrownBy(() -> process.await(AMPLE)).withMessage("exit code 137: waiting");
		process.kill();
	}

	@Test
	void startInBackgroundIsNiceAndTheFirstToBeKilled() throws Exception {
		ToolProcess process = ToolProcess.startInBackground(arguments("wait"), output());
		try {
			Awaitility.await().until(() -> Files.readString(output()).contains("waiting"));
			String stat = Files.readString(Path.of("/proc/" + child().pid() + "/stat"));
			assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]).isEqualTo("19");
			assertThat(Path.of("/proc/" + child().pid() + "/oom_score_adj")).hasContent("1000");
		}
		finally {
			process.kill();
		}
	}

	@Test
	void startWhenItCannotWriteFails() {
		assertThatIOException()
			.isThrownBy(() -> ToolProcess.start(List.of("-version"), this.directory.resolve("none/output")));
	}

	@Test
	void environmentHasNothingOfTheUsersOptionsAndNoTokens() throws Exception {
		// A JVM that has them starts one by which it sees what is left.
		ProcessBuilder builder = new ProcessBuilder(Launches.JAVA, "-cp",
				Classpath.of(ToolProbe.class, ToolProcess.class, Log.class), ToolProbe.class.getName(), "start",
				output().toString());
		builder.environment().put("JAVA_TOOL_OPTIONS", "-Dtool=1");
		builder.environment().put("JDK_JAVA_OPTIONS", "-Dlauncher=1");
		builder.environment().put("_JAVA_OPTIONS", "-Doverride=1");
		builder.environment().put("CLUSTER_WORKER_TOKEN", "secret");
		builder.environment().put("NOTIFY_SOCKET", "/run/notify");
		builder.environment().put("KEPT", "kept");
		builder.redirectErrorStream(true).redirectOutput(this.directory.resolve("outer").toFile());
		Process process = builder.start();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.directory.resolve("outer")).content().contains("JAVA_TOOL_OPTIONS");
		assertThat(process.exitValue()).isZero();
		assertThat(Files.readAllLines(output())).contains("KEPT")
			.doesNotContain("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLUSTER_WORKER_TOKEN",
					"NOTIFY_SOCKET")
			.noneMatch((line) -> line.contains("Picked up"));
	}

	private ToolProcess start(String... arguments) throws IOException {
		return ToolProcess.start(arguments(arguments), output());
	}

	private static List<String> arguments(String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("-XX:TieredStopAtLevel=1", "-cp", Classpath.of(ToolProbe.class), ToolProbe.class.getName()));
		all.addAll(Arrays.asList(arguments));
		return all;
	}

	private ProcessHandle child() {
		return ProcessHandle.current()
			.children()
			.filter((child) -> child.info().commandLine().orElse("").contains(ToolProbe.class.getName()))
			.findFirst()
			.orElseThrow();
	}

	private Path output() {
		return this.directory.resolve("output");
	}

}
