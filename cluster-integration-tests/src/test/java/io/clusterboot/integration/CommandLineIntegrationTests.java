package io.clusterboot.integration;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import com.example.probe.ProbeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways to start an application, of which each worker repeats the one that
 * the user chose.
 */
class CommandLineIntegrationTests {

	private static final Duration EXTRACTION = Duration.ofSeconds(60);

	/**
	 * A worker runs a copy of the jar, which lies elsewhere.
	 */
	private static final String COPY = "(\0-jar\0)[^\0]*/";

	private static final int LONGEST_ARGUMENT = 128 * 1024;

	private static final List<String> ODD_ARGUMENTS = List.of("two words", "gr\u00fc\u00dfe \u65e5\u672c \ud83d\ude00",
			"a \"quoted\" and an 'other' one", "", "--empty=", "back\\slash\\", "line\nbreak", "*", "$HOME", "@file",
			"-Dno.option=1", "-cp");

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void jarWhenExecutableIsRepeated() {
		assertThat(started("-Dguestbook.data=" + this.cluster.directory(), "-jar", System.getProperty("sample.jar"))
			.get("/hello")).contains("Hello");
	}

	@Test
	void jarWhenExtractedIsRepeated() {
		extract("app");
		String jar = "app/" + Path.of(System.getProperty("sample.jar")).getFileName();
		assertThat(started("-Dguestbook.data=" + this.cluster.directory(), "-jar", jar).get("/hello"))
			.contains("Hello");
	}

	@Test
	void launcherWhenExplodedIsRepeated() {
		extract("exploded", "--launcher");
		RunningCluster running = started("-Dguestbook.data=" + this.cluster.directory(), "-cp", "exploded",
				"org.springframework.boot.loader.launch.JarLauncher");
		assertThat(running.get("/hello")).contains("Hello");
	}

	private void extract(String destination, String... options) {
		List<String> command = new ArrayList<>(List.of("-Djarmode=tools", "-jar", System.getProperty("sample.jar"),
				"extract", "--destination", destination));
		command.addAll(Arrays.asList(options));
		assertThat(this.cluster.java(command).awaitExit(EXTRACTION)).isZero();
	}

	private RunningCluster started(String... command) {
		List<String> all = new ArrayList<>(Arrays.asList(command));
		all.addAll(List.of("--server.port=0", "--cluster.workers=1"));
		RunningCluster running = RunningCluster.await(this.cluster.java(all), 1);
		assertThat(Processes.commandLine(running.workers().get(0)).replaceFirst(COPY, "$1"))
			.endsWith("\0" + String.join("\0", all).replaceFirst(COPY, "$1") + "\0");
		return running;
	}

	/**
	 * As IDEs and build tools start an application whose class path is long.
	 */
	@Test
	void fileOfArgumentsWhenClassPathIsVeryLongIsReadAgain() {
		String classPath = ClassPath.plain() + padding();
		List<String> arguments = List.of("-cp", classPath, "-Dfrom.file=a value", ProbeApplication.class.getName(),
				"--server.port=0", "--cluster.workers=2", "two words");
		this.cluster.file("arguments", arguments.stream().map(this::quote).collect(Collectors.joining("\n")))
			.environment("JDK_JAVA_OPTIONS", "-Dfrom.launcher=\"a b\"")
			.environment("JAVA_TOOL_OPTIONS", "-Dfrom.tool='c d'");
		RunningCluster running = RunningCluster.await(this.cluster.java(List.of("@arguments")), 2);
		List<String> options = strings(running.get("/options"));
		for (String once : List.of("-Dfrom.file=a value", "-Dfrom.launcher=a b", "-Dfrom.tool=c d", "-Xmx192m")) {
			assertThat(Collections.frequency(options, once)).as(once).isOne();
		}
		assertThat(strings(running.get("/arguments"))).containsExactly("--server.port=0", "--cluster.workers=2",
				"two words");
		assertThat(running.get("/property?name=java.class.path")).contains("none-699.jar");
	}

	private String padding() {
		StringBuilder padding = new StringBuilder();
		for (int i = 0; i < 700; i++) {
			padding.append(File.pathSeparator).append("/none/").append("x".repeat(200)).append("none-" + i + ".jar");
		}
		assertThat(padding.length()).isGreaterThan(LONGEST_ARGUMENT);
		return padding.toString();
	}

	private String quote(String argument) {
		return "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	/**
	 * Through a shell, because the charset of the arguments is the user's, not the
	 * test's.
	 */
	@Test
	void argumentsWhenOddReachTheWorkerUnchanged() {
		List<String> arguments = new ArrayList<>(
				List.of(TestCluster.java(), "-XX:TieredStopAtLevel=1", "-Xmx192m", "-Dcluster.jvm.heap=inherit", "-cp",
						relativeClassPath(), ProbeApplication.class.getName(), "--cluster.workers=1"));
		arguments.addAll(ODD_ARGUMENTS);
		this.cluster.environment("LC_ALL", "C.UTF-8")
			.file("application.properties", "server.port=0\nwhere=here\n")
			.file("start.sh", "exec " + arguments.stream().map(this::shellQuote).collect(Collectors.joining(" ")));
		RunningCluster running = RunningCluster.await(this.cluster.command(List.of("/bin/sh", "start.sh")), 1);
		assertThat(strings(running.get("/arguments")).subList(1, ODD_ARGUMENTS.size() + 1)).isEqualTo(ODD_ARGUMENTS);
		String command = String.join("\0", arguments.subList(3, arguments.size()));
		assertThat(commandLine(running.workers().get(0))).endsWith("\0" + command + "\0");
		JsonNode properties = json.readTree(running.get("/property?name=user.dir&name=where"));
		assertThat(properties.get("user.dir").asString()).isEqualTo(this.cluster.directory().toString());
		assertThat(properties.get("where").asString()).isEqualTo("here");
	}

	private String relativeClassPath() {
		return Arrays.stream(ClassPath.plain().split(File.pathSeparator))
			.map((entry) -> this.cluster.directory().relativize(Path.of(entry).toAbsolutePath()).toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private String shellQuote(String argument) {
		return "'" + argument.replace("'", "'\\''") + "'";
	}

	private String commandLine(long pid) {
		return new String(Processes.commandLine(pid).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

	private List<String> strings(String array) {
		List<String> strings = new ArrayList<>();
		json.readTree(array).forEach((element) -> strings.add(element.asString()));
		return strings;
	}

}
