package io.clusterboot.context;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleDecision} in JVMs of their own, where nothing of the stack, the
 * environment or the options is made up.
 */
class RoleOfRealRunsTests {

	private static final List<String> MARKER = List.of("-Dcluster.worker.ordinal=1", "-Dcluster.worker.id=2",
			"-Dcluster.worker.generation=1", "-Dcluster.worker.channel=/run/channel.sock");

	@TempDir
	private Path directory;

	@Test
	void decideWhenSeveralRunsInOneJvmClustersTheFirstEligible() throws Exception {
		Result result = run(List.of("-Druns=batch,hierarchy,augmented,hooked,thread,plain,plain"),
				"--cluster.workers=4");
		assertThat(result.roles()).containsExactly(single("not a web application", false),
				single("one of several contexts built as a hierarchy", true),
				single("one of several contexts built as a hierarchy", false),
				single("started with SpringApplication.from(..).with(..)", false),
				single("started through SpringApplication.withHook(..)", false),
				single("not started by a main method on the main thread", false),
				"Primary[count=WorkerCount[workers=4, arithmetic=null]]",
				single("another run in this JVM is the cluster's primary", false));
		assertThat(result.output()).containsOnlyOnce("ABANDONED");
		assertThat(result.exitCode()).isZero();
	}

	@Test
	void decideWhenAutoInYamlTellsArithmetic() throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), "cluster:\n  workers: auto\n");
		Result result = run(List.of("-XX:ActiveProcessorCount=1"));
		assertThat(result.roles()).hasSize(1)
			.first()
			.asString()
			.matches("Primary\\[count=WorkerCount\\[workers=1, "
					+ "arithmetic=auto: 1 processor, [0-9]+\\.[0-9] GiB memory allow [0-9]+.*]]");
	}

	@Test
	void decideWhenNumberInYamlIsPrimary() throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), "cluster:\n  workers: 3\n");
		assertThat(run(List.of()).roles()).containsExactly("Primary[count=WorkerCount[workers=3, arithmetic=null]]");
	}

	@Test
	void decideWhenOnlySpringBootIsThereHasNoServer() throws Exception {
		Result result = start(springBootOnly(), List.of("-Druns=plain,batch"), "--cluster.workers=4",
				"--spring.main.web-application-type=servlet");
		assertThat(result.roles()).containsExactly(single("no embedded web server on the class path", false),
				single("no embedded web server on the class path", false));
	}

	@Test
	void decideWhenContextExitsOnRefreshIsTraining() throws Exception {
		Result result = start(springBootOnly(), List.of("-Dspring.context.exit=onRefresh"), "--cluster.workers=4");
		assertThat(result.roles()).containsExactly(single("running to train a cache or to take a checkpoint", false));
		assertThat(result.exitCode()).isZero();
	}

	@Test
	void decideWhenJvmListsClassesIsTraining() throws Exception {
		Result result = start(springBootOnly(),
				List.of("-XX:DumpLoadedClassList=" + this.directory.resolve("classes.lst")), "--cluster.workers=4");
		assertThat(result.roles()).containsExactly(single("running to train a cache or to take a checkpoint", false));
	}

	@Test
	void decideWhenDebugAgentAndAutoIsSingle() throws Exception {
		Result result = run(
				List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0", "-Druns=plain"),
				"--cluster.workers=auto");
		assertThat(result.roles()).containsExactly(
				single("a debugger may attach; set cluster.workers to a number to debug a cluster", false));
	}

	@Test
	void decideWhenNativeImageIsSingle() throws Exception {
		Result result = start(springBootOnly(), List.of("-Dorg.graalvm.nativeimage.imagecode=runtime"),
				"--cluster.workers=4");
		assertThat(result.roles()).containsExactly(single("running as a native image", false));
	}

	@Test
	void decideWhenMarkedIsWorkerOnce() throws Exception {
		List<String> options = new ArrayList<>(MARKER);
		options.add("-Druns=batch,plain,plain");
		assertThat(run(options, "--cluster.workers=4").roles()).containsExactly(single(null, false),
				"Worker[identity=WorkerIdentity[id=2, ordinal=1, generation=1], channel=/run/channel.sock]",
				single(null, false));
	}

	@Test
	void decideWhenMarkIsIncompleteReports() throws Exception {
		Result result = run(MARKER.subList(0, 2), "--cluster.workers=4");
		assertThat(result.roles()).isEmpty();
		assertThat(result.exitCode()).isOne();
		assertThat(result.output()).contains("APPLICATION FAILED TO START")
			.contains("'cluster.worker.generation' is missing")
			.doesNotContain("at io.clusterboot");
	}

	@Test
	void decideWhenWorkersIsWrongReports() throws Exception {
		Files.writeString(this.directory.resolve("application.yml"), "cluster:\n  workers: off\n");
		Result result = run(List.of());
		assertThat(result.exitCode()).isOne();
		assertThat(result.output()).contains("APPLICATION FAILED TO START")
			.contains("Property 'cluster.workers' has the value 'false' but must be 'auto' or a whole number from 1")
			.contains("cluster.enabled=false switches the cluster off")
			.contains("application.yml] - 2:12)")
			.doesNotContain("at io.clusterboot");
	}

	@Test
	void decideWhenDurationCannotBeBoundReports() throws Exception {
		Result result = run(List.of(), "--cluster.workers=4", "--cluster.startup.timeout=abc");
		assertThat(result.exitCode()).isOne();
		assertThat(result.output()).contains("APPLICATION FAILED TO START")
			.containsPattern("Property: cluster.startup.timeout\\s+Value: \"abc\"")
			.contains("java.time.Duration")
			.doesNotContain("at io.clusterboot");
	}

	private static String single(String reason, boolean warn) {
		return new Role.Single(reason, warn).toString();
	}

	private Result run(List<String> options, String... args) throws Exception {
		return start(System.getProperty("java.class.path"), options, args);
	}

	private String springBootOnly() {
		String names = "(test-classes|classes|(spring-(boot|core|beans|context|aop|expression)|commons-logging"
				+ "|jspecify|micrometer-(commons|observation))-[0-9.]+\\.jar)";
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> Path.of(entry).getFileName().toString().matches(names))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private Result start(String classPath, List<String> options, String... args) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
						"-XX:TieredStopAtLevel=1", "-D" + RoleRecorder.ENABLED + "=true"));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, RoleApplication.class.getName()));
		command.addAll(List.of(args));
		return await(command);
	}

	private Result await(List<String> command) throws IOException, InterruptedException {
		Path output = this.directory.resolve("output.txt");
		Process process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
			return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	/**
	 * What a process left behind.
	 *
	 * @param exitCode its exit code
	 * @param output all that it printed
	 */
	private record Result(int exitCode, String output) {

		List<String> roles() {
			return this.output.lines()
				.filter((line) -> line.startsWith("ROLE "))
				.map((line) -> line.substring("ROLE ".length()))
				.toList();
		}

	}

}
