package io.clusterboot.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the workers of one application share on disk.
 */
class CacheIntegrationTests {

	private static final Duration TRAINING = Duration.ofMinutes(2);

	/**
	 * Loaded by many applications, but not by this one.
	 */
	private static final String NOT_NEEDED = "org.springframework.core.OverridingClassLoader";

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void workersShareAnArchiveOfClassesFromTheFirstReplacementOn() throws IOException {
		RunningCluster first = RunningCluster.await(start(), 2);
		assertThat(first.primary().output()).containsOnlyOnce("Unpacked ");
		assertThat(Processes.commandLine(first.workers().get(0))).contains("\0-jar\0" + cache());
		first.primary().awaitOutput("Workers that start from now on share an archive of \\d{4,} classes", TRAINING);
		assertLoadsClassesAhead(first.workers().get(0), first.workers().get(1));
		assertGivesMemoryBack(first.primary().pid());
		assertLoadsNothingOfTheApplications(first.primary().pid());
		long killed = first.worker(1).get("pid").asLong();
		Processes.signal("KILL", killed);
		assertSharesArchive(first.awaitReplacement(1, killed));
		assertThat(first.get("/hello")).contains("Hello");
		assertEndsWell(first);
		RunningCluster second = RunningCluster.await(start(), 2);
		assertThat(second.workers()).hasSize(2).allSatisfy(this::assertSharesArchive);
		assertThat(second.get("/hello")).contains("Hello");
		assertThat(second.primary().output()).doesNotContain("Unpacked", "[warning]");
		assertEndsWell(second);
	}

	@Test
	@Tag("once")
	void workerThatFailsBecauseOfDamageHasItRemoved() throws IOException {
		assertEndsWell(RunningCluster.await(start(), 2));
		Path library = only(only(cache()).resolve("layout").resolve("lib"), "spring-core-");
		FileTime modified = Files.getLastModifiedTime(library);
		Files.write(library, new byte[(int) Files.size(library)]);
		Files.setLastModifiedTime(library, modified);
		Jvm failed = start();
		assertThat(failed.awaitExit(TestCluster.START)).isEqualTo(1);
		assertThat(failed.output()).contains("Removed " + only(cache()).resolve("layout"));
		RunningCluster again = RunningCluster.await(start(), 2);
		assertThat(again.get("/hello")).contains("Hello");
		assertEndsWell(again);
	}

	@Test
	@Tag("once")
	void primaryThatIsStoppedWhileTheJarIsUnpackedForksNothing() throws IOException {
		Jvm primary = start();
		primary.awaitOutput("Primary \\d+ starts", TestCluster.START);
		primary.terminate();
		assertThat(primary.awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(primary.output()).doesNotContain("ready in", "ERROR");
		assertThat(unfinished(only(cache()))).isEmpty();
	}

	@Test
	@Tag("once")
	void workersWhereOthersCanWriteRunTheJarItself() throws IOException {
		Files.createDirectory(cache());
		Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwxrwxrwx"));
		RunningCluster running = RunningCluster.await(start(), 2);
		assertThat(running.primary().output())
			.containsOnlyOnce("Workers run the jar itself and share no archive of classes: " + cache()
					+ " cannot be used (others can write there)");
		assertThat(cache()).isEmptyDirectory();
		assertThat(running.get("/hello")).contains("Hello");
		assertEndsWell(running);
	}

	private Jvm start() {
		return this.cluster.runSample("--server.port=0", "--cluster.workers=2", "--cluster.jvm.cache=" + cache(),
				"--management.endpoints.web.exposure.include=*");
	}

	private void assertSharesArchive(long worker) {
		assertThat(Processes.commandLine(worker)).contains("\0-jar\0" + cache());
		assertThat(maps(worker)).contains("/application.jsa");
	}

	private static void assertLoadsClassesAhead(long first, long other) throws IOException {
		boolean parallel = Runtime.getRuntime().availableProcessors() > 1;
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> classes(first), (classes) -> classes.contains(NOT_NEEDED) == parallel);
		assertThat(classes(other)).doesNotContain(NOT_NEEDED);
	}

	private static void assertGivesMemoryBack(long primary) throws IOException {
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> flag(primary, "MaxHeapFreeRatio"), (flag) -> flag.contains("=30"));
		assertThat(flag(primary, "MinHeapFreeRatio")).contains("=10");
		Awaitility.await()
			.atMost(TestCluster.START)
			.until(() -> flag(primary, "G1PeriodicGCInterval"), (flag) -> flag.contains("=60000"));
	}

	private static void assertLoadsNothingOfTheApplications(long primary) throws IOException {
		assertThat(classes(primary)).contains("io.clusterboot.supervisor.")
			.doesNotContain("org.hibernate.validator.", "tools.jackson.databind.ser.", "org.apache.catalina.",
					"org.springframework.http.converter.");
	}

	private static String classes(long pid) throws IOException {
		return tool("jcmd", Long.toString(pid), "VM.class_hierarchy");
	}

	private static String flag(long pid, String name) throws IOException {
		return tool("jinfo", "-flag", name, Long.toString(pid));
	}

	private static String tool(String name, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(arguments));
		command.add(0, Path.of(TestCluster.java()).resolveSibling(name).toString());
		Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
		return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private static String maps(long pid) {
		try {
			return Files.readString(Path.of("/proc/" + pid + "/maps"));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private void assertEndsWell(RunningCluster running) {
		running.primary().terminate();
		assertThat(running.primary().awaitExit(TestCluster.EXIT)).isEqualTo(143);
	}

	private Path cache() {
		return this.cluster.directory().resolve("cache");
	}

	private static Path only(Path folder) throws IOException {
		return only(folder, "");
	}

	private static Path only(Path folder, String prefix) throws IOException {
		try (Stream<Path> children = Files.list(folder)) {
			List<Path> found = children.filter((child) -> child.getFileName().toString().startsWith(prefix)).toList();
			assertThat(found).hasSize(1);
			return found.get(0);
		}
	}

	private static List<Path> unfinished(Path entry) throws IOException {
		try (Stream<Path> files = Files.list(entry)) {
			return files.filter((file) -> file.getFileName().toString().contains(".tmp-")).toList();
		}
	}

}
