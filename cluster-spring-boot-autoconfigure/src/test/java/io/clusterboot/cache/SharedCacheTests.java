package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.process.Folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link SharedCache}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedCacheTests {

	@TempDir
	private Path directory;

	private Path home;

	private Path jar;

	private final FakeTools tools = new FakeTools();

	private SharedCache cache;

	@BeforeEach
	void create() throws IOException {
		this.home = Files.createDirectory(this.directory.resolve("home"));
		this.jar = new BootJar().write(this.directory.resolve("app.jar"));
		this.cache = cache();
	}

	@AfterEach
	void close() {
		this.cache.close();
	}

	@Test
	void takeUnpacksOnce(CapturedOutput output) throws Exception {
		CacheEntry entry = this.cache.take(this.jar);
		assertThat(entry.jar()).hasSameBinaryContentAs(this.jar);
		assertThat(this.cache.take(this.jar)).isSameAs(entry);
		this.cache.close();
		this.cache = cache();
		assertThat(this.cache.take(this.jar).jar()).isEqualTo(entry.jar());
		assertThat(this.tools.extracted).containsExactly(this.jar);
		assertThat(output).containsOnlyOnce("Unpacked app.jar to " + entry.layout().folder() + " in ")
			.containsOnlyOnce(", where workers share it");
	}

	@Test
	void takeWhenJarIsAnotherUsesAnotherEntry() throws Exception {
		CacheEntry entry = this.cache.take(this.jar);
		Path other = new BootJar().entry("a", "b").write(this.directory.resolve("other.jar"));
		assertThat(this.cache.take(other).folder()).isNotEqualTo(entry.folder());
		assertThat(this.tools.extracted).containsExactly(this.jar, other);
	}

	@Test
	void takeWhenLayoutIsDamagedUnpacksAgain() throws Exception {
		CacheEntry entry = this.cache.take(this.jar);
		Files.delete(entry.layout().folder().resolve("lib/library.jar"));
		assertThat(this.cache.take(this.jar).jar()).isRegularFile();
		assertThat(this.tools.extracted).hasSize(2);
	}

	@Test
	void takeWhenToolsFailSaysWhyAndLeavesNoPart() throws Exception {
		this.tools.failure = "exit code 1: Error: no";
		assertThatIOException().isThrownBy(() -> this.cache.take(this.jar)).withMessage("exit code 1: Error: no");
		assertThat(entry()).isDirectoryNotContaining("glob:**layout*");
		this.tools.failure = null;
		assertThat(this.cache.take(this.jar).jar()).isRegularFile();
	}

	@Test
	void takeWhenJarCannotBeUnpackedDoesNotTry() throws IOException {
		new BootJar().mainClass("Main").write(this.jar);
		assertThatIOException().isThrownBy(() -> this.cache.take(this.jar))
			.withMessage("it is not started by Spring Boot's JarLauncher");
		assertThat(this.tools.extracted).isEmpty();
	}

	@Test
	void takeWhenDiskIsTooSmallDoesNotTry() throws IOException {
		new BootJar().writeHuge(this.jar);
		assertThatIOException().isThrownBy(() -> this.cache.take(this.jar))
			.withMessageMatching("only \\d+ MiB are free in " + this.home);
		assertThat(this.tools.extracted).isEmpty();
	}

	@Test
	void takeWhenAnotherProcessUnpacksUsesItAsSoonAsItIsThere(CapturedOutput output) throws Exception {
		this.cache.take(this.jar);
		Path folder = entry();
		this.cache.close();
		Folders.delete(folder.resolve("layout"));
		this.cache = cache();
		CacheEntry entry;
		try (OtherProcess other = OtherProcess.locking(folder.resolve("making"))) {
			entry = this.cache.take(this.jar);
		}
		assertThat(entry.jar()).isNull();
		assertThat(output).containsOnlyOnce("Another process unpacks app.jar: workers run the jar itself until it has");
		entry.unpack((layout) -> this.tools.extract(this.jar, layout));
		assertThat(entry.jar()).isRegularFile();
	}

	@Test
	void takeSweepsWhatIsTooMuchButNotItsOwn() throws Exception {
		Path unused = Files.createDirectory(this.home.resolve("a".repeat(32)));
		Files.writeString(unused.resolve("used"), "");
		try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(unused.resolve("large").toFile(), "rw")) {
			file.setLength(2L << 30);
		}
		CacheEntry entry = this.cache.take(this.jar);
		assertThat(unused).doesNotExist();
		assertThat(entry.jar()).isRegularFile();
		assertThat(OtherProcess.isLocked(entry.folder().resolve("used"))).isTrue();
	}

	@Test
	void retainLetsGoOfTheOthers() throws Exception {
		CacheEntry first = this.cache.take(this.jar);
		CacheEntry second = this.cache.take(new BootJar().entry("a", "b").write(this.directory.resolve("other.jar")));
		this.cache.retain(List.of(second));
		assertThat(OtherProcess.isLocked(first.folder().resolve("used"))).isFalse();
		assertThat(OtherProcess.isLocked(second.folder().resolve("used"))).isTrue();
		assertThat(this.cache.take(this.jar)).isNotSameAs(first);
		assertThat(OtherProcess.isLocked(first.folder().resolve("used"))).isTrue();
	}

	@Test
	void touchKeepsTheLocks() throws Exception {
		CacheEntry entry = this.cache.take(this.jar);
		this.cache.touch();
		assertThat(OtherProcess.isLocked(entry.folder().resolve("used"))).isTrue();
	}

	private SharedCache cache() {
		return new SharedCache(this.home, List.of("-XX:+UseSerialGC"), this.tools);
	}

	private Path entry() throws IOException {
		List<Path> entries = Folders.list(this.home);
		assertThat(entries).hasSize(1);
		return entries.get(0);
	}

}
