package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link CacheKey}.
 */
class CacheKeyTests {

	@TempDir
	private Path directory;

	private CacheKey key;

	@BeforeEach
	void key() throws IOException {
		this.key = key(new BootJar());
	}

	@Test
	void keyIsTheNameOfAnEntry() {
		assertThat(this.key.value()).matches("[0-9a-f]{32}");
	}

	@Test
	void keyWhenOnlyNameAndTimesOfTheFileAreOthersIsTheSame() throws IOException {
		Path other = new BootJar().write(this.directory.resolve("other.jar"));
		Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
		assertThat(CacheKey.of(other, List.of())).isEqualTo(this.key);
	}

	@Test
	void keyWhenContentIsAnotherOfTheSameSizeIsAnother() throws IOException {
		assertThat(key(new BootJar().entry("BOOT-INF/classes/Main.class", "mair"))).isNotEqualTo(this.key);
	}

	@Test
	void keyWhenNameOrderOrNumberOfEntriesIsAnotherIsAnother() throws IOException {
		CacheKey ab = key(new BootJar().entry("a", "1").entry("b", "1"));
		assertThat(List.of(key(new BootJar().entry("b", "1").entry("a", "1")), key(new BootJar().entry("a", "1")),
				key(new BootJar().entry("a", "1").entry("c", "1")), this.key))
			.doesNotContain(ab)
			.doesNotHaveDuplicates();
	}

	@Test
	void keyWhenManifestIsAnotherIsAnother() throws IOException {
		assertThat(key(new BootJar().mainClass("Main"))).isNotEqualTo(this.key);
	}

	@Test
	void keyWhenOptionsAreOthersIsAnother() throws IOException {
		assertThat(List.of(key(new BootJar(), "-XX:+UseZGC"), key(new BootJar(), "-XX:+UseSerialGC"),
				key(new BootJar(), "-XX:+UseZGC", "-XX:+UseSerialGC")))
			.doesNotContain(this.key)
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.home", "java.vm.name", "java.vm.vendor", "java.vm.version", "os.arch" })
	void keyWhenJdkIsAnotherIsAnother(String property) throws IOException {
		String before = System.getProperty(property);
		System.setProperty(property, "another");
		try {
			assertThat(key(new BootJar())).isNotEqualTo(this.key);
		}
		finally {
			System.setProperty(property, before);
		}
	}

	@Test
	void keyWhenFileIsNoJarFails() throws IOException {
		Path file = Files.writeString(this.directory.resolve("app.jar"), "text");
		assertThatIOException().isThrownBy(() -> CacheKey.of(file, List.of()));
	}

	private CacheKey key(BootJar jar, String... options) throws IOException {
		return CacheKey.of(jar.write(this.directory.resolve("app.jar")), List.of(options));
	}

}
