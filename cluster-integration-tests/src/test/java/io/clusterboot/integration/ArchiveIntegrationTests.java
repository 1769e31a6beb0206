package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what happens to a running cluster's jar.
 */
@Tag("once")
class ArchiveIntegrationTests {

	private static final Duration EXTRACTION = Duration.ofSeconds(60);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void clusterWhenJarIsOverwrittenInPlaceReplacesWorkersAndEndsWell() throws IOException {
		Path jar = Files.copy(sample(), this.cluster.directory().resolve("app.jar"));
		RunningCluster running = start("app.jar", "--cluster.management.port=0",
				"--logging.level.io.clusterboot.context.PrimaryManagement=debug");
		running.primary().awaitOutput("classes ahead", TestCluster.START);
		running.primary().awaitOutput("management server is warm", TestCluster.START);
		overwrite(jar);
		for (int ordinal = 0; ordinal < 2; ordinal++) {
			long killed = running.worker(ordinal).get("pid").asLong();
			Processes.signal("KILL", killed);
			assertThat(Processes.isAlive(running.awaitReplacement(ordinal, killed))).isTrue();
		}
		assertThat(running.get("/hello")).contains("Hello");
		assertManaged(running.primary());
		assertEndsWell(running);
	}

	private void assertManaged(Jvm primary) {
		Management management = Management.ofPrimary(primary);
		assertThat(management.get("/actuator/cluster").get("readyWorkers").intValue()).isEqualTo(2);
		assertThat(management.get("/actuator/health").get("status").stringValue()).isEqualTo("UP");
		assertThat(management.get("/actuator").get("_links").size()).isPositive();
		assertThat(management.response("/actuator/nowhere").status()).isEqualTo(404);
		assertThat(management.operate("scale", "{").status()).isEqualTo(400);
		assertThat(management.operate("restart", "{\"worker\": 7}").status()).isEqualTo(400);
		assertThat(management.operate("scale", "{\"workers\": 2}").status()).isEqualTo(200);
	}

	@Test
	void clusterWhenJarIsThinServesFromCopyWithItsClassPath() throws IOException {
		assertThat(this.cluster
			.java(List.of("-Djarmode=tools", "-jar", sample().toString(), "extract", "--destination", "app"))
			.awaitExit(EXTRACTION)).isZero();
		Path jar = Path.of("app").resolve(sample().getFileName());
		RunningCluster running = start(jar.toString());
		running.primary().awaitOutput("classes ahead", TestCluster.START);
		overwrite(this.cluster.directory().resolve(jar));
		overwriteLibraries(this.cluster.directory().resolve("app/lib"));
		long killed = running.worker(0).get("pid").asLong();
		Processes.signal("KILL", killed);
		running.awaitReplacement(0, killed);
		assertThat(running.get("/hello")).contains("Hello");
		assertEndsWell(running);
	}

	@Test
	void watchWhenJarIsRenamedIntoPlaceReloadsOnceItIsWhole() throws IOException {
		Path jar = Files.copy(sample(), this.cluster.directory().resolve("app.jar"));
		RunningCluster running = start("app.jar", "--cluster.reload.watch=true",
				"--logging.level.io.clusterboot.process.ArchiveWatch=debug");
		List<Long> former = running.workers();
		Path next = Files.copy(sample(), this.cluster.directory().resolve("next.jar"));
		addProperties(next, "management.info.env.enabled=true\ninfo.version=2\n");
		byte[] whole = Files.readAllBytes(next);
		rename(Arrays.copyOf(whole, whole.length / 2), jar);
		running.primary().awaitOutput("Waiting for the rest", TestCluster.START);
		assertThat(running.workers()).isEqualTo(former);
		assertThat(running.get("/actuator/info")).doesNotContain("version");
		rename(whole, jar);
		running.primary().awaitOutput("Reload 1 finished: 2 workers replaced", TestCluster.START);
		assertThat(running.workers()).hasSize(2).doesNotContainAnyElementsOf(former);
		assertThat(running.get("/actuator/info")).contains("\"version\":\"2\"");
		assertEndsWell(running);
	}

	private static void addProperties(Path jar, String properties) throws IOException {
		try (FileSystem content = FileSystems.newFileSystem(jar)) {
			Path folder = Files.createDirectories(content.getPath("BOOT-INF/classes/config"));
			Files.writeString(folder.resolve("application.properties"), properties);
		}
	}

	private void rename(byte[] content, Path target) throws IOException {
		Path source = Files.write(this.cluster.directory().resolve("uploaded"), content);
		Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
	}

	private RunningCluster start(String jar, String... arguments) throws IOException {
		Files.createDirectory(temporary());
		List<String> command = new ArrayList<>(List.of("-Dguestbook.data=" + this.cluster.directory(),
				"-Djava.io.tmpdir=" + temporary(), "-jar", jar, "--server.port=0", "--cluster.workers=2",
				"--cluster.startup.order=parallel", "--management.endpoints.web.exposure.include=*",
				"--logging.level.io.clusterboot.context.ClassPreloader=debug"));
		command.addAll(List.of(arguments));
		RunningCluster running = RunningCluster.await(this.cluster.java(command), 2);
		for (long worker : running.workers()) {
			assertThat(Processes.commandLine(worker)).contains("\0-jar\0" + temporary())
				.contains("/" + Path.of(jar).getFileName() + "\0");
		}
		return running;
	}

	private void assertEndsWell(RunningCluster running) throws IOException {
		Jvm primary = running.primary();
		primary.terminate();
		assertThat(primary.awaitExit(TestCluster.EXIT)).isEqualTo(143);
		assertThat(primary.output()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "ZipException");
		try (Stream<Path> left = Files.list(temporary())) {
			assertThat(left).isEmpty();
		}
	}

	private Path temporary() {
		return this.cluster.directory().resolve("temporary");
	}

	private static Path sample() {
		return Path.of(System.getProperty("sample.jar"));
	}

	private static void overwriteLibraries(Path folder) throws IOException {
		try (Stream<Path> libraries = Files.list(folder)) {
			for (Path library : libraries.toList()) {
				overwrite(library);
			}
		}
	}

	/**
	 * Overwrite a file as {@code cp} does: it stays the same file.
	 */
	private static void overwrite(Path file) throws IOException {
		byte[] garbage = new byte[(int) Files.size(file)];
		new Random(1).nextBytes(garbage);
		Files.write(file, garbage, StandardOpenOption.WRITE);
	}

}
