package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ForkedTools} with real JVMs.
 */
class ForkedToolsTests {

	@TempDir
	private Path directory;

	private Path classes;

	private Path jar;

	private Path archive;

	private final ForkedTools tools = new ForkedTools(List.of("-XX:+UseSerialGC"));

	@BeforeEach
	void write() throws IOException {
		this.jar = new BootJar().write(this.directory.resolve("app.jar"));
		this.classes = Files.writeString(this.directory.resolve("classes"), "java/lang/Object id: 0\n");
		this.archive = this.directory.resolve("a.jsa");
	}

	@Test
	void extractWhenItFailsSaysWhyAndLeavesNothing() throws IOException {
		Path folder = Files.createDirectory(this.directory.resolve("layout.tmp-1"));
		assertThatIOException().isThrownBy(() -> this.tools.extract(this.jar, folder))
			.withMessageStartingWith("exit code 1: ")
			.withMessageContaining("JarLauncher");
		assertThat(this.directory).isDirectoryNotContaining("glob:**.log");
		assertThat(folder).isEmptyDirectory();
	}

	@Test
	void dumpMakesAnArchive() throws Exception {
		this.tools.dump(this.classes, this.jar, this.archive, () -> false);
		assertThat(this.archive).isNotEmptyFile();
		assertThat(this.directory).isDirectoryNotContaining("glob:**.log");
	}

	@Test
	void dumpWhenItCannotWriteFails() {
		assertThatIOException()
			.isThrownBy(() -> this.tools.dump(this.classes, this.jar, Path.of("/proc/none/a.jsa"), () -> false))
			.withMessageStartingWith("exit code ");
	}

	@Test
	void dumpWhenItIsHinderedAtOnceFails() {
		assertThatIOException().isThrownBy(() -> this.tools.dump(this.classes, this.jar, this.archive, () -> true))
			.withMessageStartingWith("exit code 137");
		assertThat(this.archive).doesNotExist();
	}

	@Test
	void abortEndsWhatIsDumped() {
		CompletableFuture<Void> dump = CompletableFuture.runAsync(() -> assertThatIOException()
			.isThrownBy(() -> this.tools.dump(this.classes, this.jar, this.archive, () -> false))
			.withMessageStartingWith("exit code 137"));
		// As late as it may come before the archive is written
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
			this.tools.abort();
			return dump.isDone();
		});
		assertThat(dump).succeedsWithin(Duration.ofSeconds(1));
	}

	@Test
	void abortWhenNothingIsDumpedDoesNothing() throws Exception {
		this.tools.abort();
		this.tools.dump(this.classes, this.jar, this.archive, () -> false);
		assertThat(this.archive).exists();
	}

}
