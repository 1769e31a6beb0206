package io.clusterboot.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerCommand} with real JVMs: the worker of a primary must be started
 * as the primary was.
 */
@EnabledOnOs(OS.LINUX)
class WorkerCommandRoundTripTests {

	private static final String MAIN = CommandProbe.class.getName();

	private static final List<String> PROGRAM = List.of("one two", "", "\"quoted\" 'q'", "grün \ud83d\ude00", "@at",
			"back\\slash", "-Dno=option", "a\nb");

	private static final List<String> WORKER_INPUT = List.of("-Dprobe.marker=true");

	private static final List<String> USER_INPUT = List.of("-Dprobe.user=0 1");

	@TempDir
	private Path directory;

	private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));

	@Test
	void ofWhenPlainStartsWorkerAlike() throws Exception {
		Runs runs = run(List.of("-Dprobe.x=a b", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp",
				ProbeRun.CLASS_PATH, MAIN));
		runs.assertSame(List.of("-Dprobe.x=a b", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
	}

	@Test
	void ofWhenMainIsInFileStartsWorkerAlike() throws Exception {
		Files.writeString(this.directory.resolve("my args"), "# options\n-Dprobe.x=\"a \\\n  b\" -Dprobe.y=c#d\n -cp "
				+ ProbeRun.CLASS_PATH + "\n" + MAIN + " 'in file' \"\"\n");
		Runs runs = run(List.of("-Dprobe.cli=1", "@my args"));
		runs.assertSame(List.of("-Dprobe.cli=1", "-Dprobe.x=a b"));
		assertThat(runs.primary().get("argument")).startsWith("in file", "");
	}

	@Test
	void ofWhenJarStartsWorkerAlike() throws Exception {
		Path jar = this.directory.resolve("my app.jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
			out.finish();
		}
		run(List.of("-Dprobe.x=1", "-jar", "-Dprobe.y=2", jar.toString()))
			.assertSame(List.of("-Dprobe.x=1", "-Dprobe.y=2"));
	}

	@Test
	void ofWhenVariablesHaveOptionsAppliesThemOnce() throws Exception {
		Files.writeString(this.directory.resolve("more"), "-Dprobe.file=2");
		this.environment.put("JAVA_TOOL_OPTIONS", "-Dprobe.tool='a b' -XX:HeapDumpPath=heap.hprof");
		this.environment.put("JDK_JAVA_OPTIONS", "-Dprobe.launcher=\"c 'd'\" @more -XX:ErrorFile=error.log");
		this.environment.put("_JAVA_OPTIONS", "-XX:+UnlockDiagnosticVMOptions -XX:LogFile='v m.log'");
		this.environment.put("CLASSPATH", ProbeRun.CLASS_PATH);
		Runs runs = run(List.of("-Dprobe.cli=1", MAIN));
		assertThat(runs.primary().get("input")).containsExactly("-Dprobe.tool=a b", "-XX:HeapDumpPath=heap.hprof",
				"-Dprobe.launcher=c 'd'", "-Dprobe.file=2", "-XX:ErrorFile=error.log", "-Dprobe.cli=1",
				"-XX:+UnlockDiagnosticVMOptions", "-XX:LogFile=v m.log");
		assertThat(runs.worker().get("input")).containsExactly("-Dprobe.tool=a b",
				"-XX:HeapDumpPath=heap.worker-0-g1.hprof", "-Dprobe.launcher=c 'd'", "-Dprobe.file=2",
				"-XX:ErrorFile=error.worker-0-g1.log", "-Dprobe.marker=true", "-Dprobe.cli=1", "-Dprobe.user=0 1",
				"-XX:+UnlockDiagnosticVMOptions", "-XX:LogFile=v m.worker-0-g1.log");
		assertThat(runs.worker().get("argument")).isEqualTo(PROGRAM);
	}

	@Test
	void ofWhenClassPathIsLongStartsWorkerAlike() throws Exception {
		run(List.of("-Dprobe.x=1", "-cp", longClassPath(), MAIN)).assertSame(List.of("-Dprobe.x=1"));
	}

	@Test
	void ofWhenFileWithLongClassPathChangesStartsWorkerAlike() throws Exception {
		Files.writeString(this.directory.resolve("args"),
				"-Dprobe.x=1 -Xlog:gc:file=gc.log -cp\n\"" + longClassPath().repeat(10) + "\"\n" + MAIN);
		Runs runs = run(List.of("@args"));
		assertThat(runs.worker().get("input")).containsExactly("-Dprobe.marker=true", "-Dprobe.x=1",
				"-Xlog:gc:file=gc.worker-0-g1.log", "-Dprobe.user=0 1");
		assertThat(runs.worker().get("argument")).isEqualTo(PROGRAM);
		assertThat(runs.worker().get("property")).contains("java.class.path=" + longClassPath().repeat(10));
		assertThat(this.directory.resolve("gc.log")).exists();
		assertThat(this.directory.resolve("gc.worker-0-g1.log")).exists();
	}

	@Test
	void ofWhenFileOfArgumentsIsPipeStartsWorkerAlike() throws Exception {
		Files.writeString(this.directory.resolve("args"), "-Dprobe.x=1 -cp " + longClassPath().repeat(10) + " " + MAIN);
		List<String> shell = List.of("/bin/bash", "-c", "exec \"$0\" @<(cat args) \"$@\"", ProbeRun.JAVA);
		runCommand(shell).assertSame(List.of("-Dprobe.x=1"));
	}

	@Test
	void ofWhenStartedByOtherLauncherStartsWorkerAlike() throws Exception {
		this.environment.put("JAVA_TOOL_OPTIONS", "-Dprobe.tool=1");
		Path launcher = Files.createSymbolicLink(this.directory.resolve("launcher"), Path.of(ProbeRun.JAVA));
		runCommand(List.of(launcher.toString(), "-Dprobe.x=1", "-cp", ProbeRun.CLASS_PATH, MAIN))
			.assertSame(List.of("-Dprobe.tool=1", "-Dprobe.x=1"));
		Files.delete(launcher);
	}

	private Runs run(List<String> arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(ProbeRun.JAVA));
		command.addAll(arguments);
		return runCommand(command);
	}

	private Runs runCommand(List<String> start) throws Exception {
		Map<String, String> variables = new HashMap<>(this.environment);
		variables.put("PROBE_FOLDER", this.directory.toString());
		variables.put("PROBE_JVM_ARGS", "-Dprobe.user={ordinal} {generation}");
		List<String> command = new ArrayList<>(start);
		command.addAll(PROGRAM);
		ProbeRun primary = ProbeRun.of(this.directory, variables, command);
		Map<String, String> workerVariables = primary.environment();
		assertThat(workerVariables).containsEntry("LANG", "C.UTF-8");
		workerVariables.remove("PROBE_FOLDER");
		return new Runs(primary, ProbeRun.of(this.directory, workerVariables, primary.get("command")));
	}

	private static String longClassPath() {
		return ProbeRun.CLASS_PATH + IntStream.range(0, 400)
			.mapToObj((i) -> ":/missing/repository/org/example/library-" + i + "/1.0.0/library-" + i + "-1.0.0.jar")
			.collect(Collectors.joining());
	}

	private static Manifest manifest() {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
		manifest.getMainAttributes().putValue("Main-Class", MAIN);
		manifest.getMainAttributes()
			.putValue("Class-Path", "file:" + ProbeRun.CLASS_PATH.replace(":", "/ file:") + "/");
		return manifest;
	}

	/**
	 * A primary and the worker that it would have started.
	 */
	private record Runs(ProbeRun primary, ProbeRun worker) {

		/**
		 * Assert that the worker was started as the primary was.
		 * @param input the primary's options
		 */
		void assertSame(List<String> input) {
			assertThat(this.primary.get("input")).isEqualTo(input);
			List<String> expected = new ArrayList<>(WORKER_INPUT);
			expected.addAll(input);
			expected.addAll(USER_INPUT);
			assertThat(this.worker.get("input")).isEqualTo(expected);
			assertThat(this.worker.get("argument")).isEqualTo(this.primary.get("argument"));
			assertThat(this.primary.get("argument")).endsWith(PROGRAM.toArray(String[]::new));
			List<String> properties = new ArrayList<>(this.worker.get("property"));
			assertThat(properties.removeAll(List.of("probe.marker=true", "probe.user=0 1"))).isTrue();
			assertThat(properties).isEqualTo(this.primary.get("property"));
			assertThat(this.primary.get("note")).isEmpty();
			assertThat(this.primary.get("debugger")).containsExactly("NONE");
		}

	}

}
