package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link JarCheck}.
 */
class JarCheckTests {

	@TempDir
	private Path directory;

	private Path jar;

	@BeforeEach
	void write() throws IOException {
		this.jar = new TestJar().mainClass("Main").write(this.directory.resolve("app.jar"));
	}

	@Test
	void checkWhenCompleteIsSatisfied() {
		assertThatNoException().isThrownBy(() -> {
			JarCheck.opens(this.jar, this.jar);
			JarCheck.runs(this.jar, this.jar);
			JarCheck.isWhole(this.jar, this.jar);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100, 150_000, 300_000 })
	void opensWhenTruncatedSaysSo(int bytes) throws IOException {
		TestJar.truncate(this.jar, bytes);
		assertThatIOException().isThrownBy(() -> JarCheck.opens(this.jar, Path.of("app.jar")))
			.withMessageStartingWith("app.jar is not a complete jar: ");
	}

	@Test
	void opensWhenMissingSaysSo() throws IOException {
		Files.delete(this.jar);
		assertThatIOException().isThrownBy(() -> JarCheck.opens(this.jar, this.jar))
			.withMessage(this.jar + " is not a complete jar: NoSuchFileException");
	}

	@Test
	void runsWhenThereIsNoMainClassSaysSo() throws IOException {
		new TestJar().write(this.jar);
		assertThatIOException().isThrownBy(() -> JarCheck.runs(this.jar, this.jar))
			.withMessageEndingWith("its manifest names no main class");
	}

	@Test
	void isWholeWhenPartIsMissingInTheMiddleSaysSo() throws IOException {
		TestJar.tearHole(this.jar);
		assertThatNoException().isThrownBy(() -> JarCheck.runs(this.jar, this.jar));
		assertThatIOException().isThrownBy(() -> JarCheck.isWhole(this.jar, this.jar))
			.withMessageContaining("is not a complete jar: ");
	}

}
