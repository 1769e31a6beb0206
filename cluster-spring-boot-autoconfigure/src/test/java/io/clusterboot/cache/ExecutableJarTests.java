package io.clusterboot.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ExecutableJar}.
 */
class ExecutableJarTests {

	@TempDir
	private Path directory;

	@Test
	void checkWhenToolsCanUnpackItPasses() throws IOException {
		Path jar = write(new BootJar());
		assertThatNoException().isThrownBy(() -> ExecutableJar.check(jar));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.loader.launch.PropertiesLauncher",
			"org.springframework.boot.loader.JarLauncher", "com.example.Main" })
	void checkWhenItIsStartedInAnotherWayFails(String mainClass) throws IOException {
		assertRefused(new BootJar().mainClass(mainClass), "it is not started by Spring Boot's JarLauncher");
	}

	@Test
	void checkWhenItHasClassPathFails() throws IOException {
		assertRefused(new BootJar().classPath("config/"), "its manifest has a class path");
	}

	@Test
	void checkWhenItHasNoToolsFails() throws IOException {
		assertRefused(new BootJar().without("BOOT-INF/lib/spring-boot-jarmode-tools-4.1.1.jar"),
				"it has no spring-boot-jarmode-tools");
	}

	@Test
	void checkWhenItHasNoManifestFails() throws IOException {
		Path jar = this.directory.resolve("app.jar");
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
			out.putNextEntry(new ZipEntry("Main.class"));
		}
		assertThatIOException().isThrownBy(() -> ExecutableJar.check(jar))
			.withMessage("it is not started by Spring Boot's JarLauncher");
	}

	private void assertRefused(BootJar jar, String reason) throws IOException {
		Path file = write(jar);
		assertThatIOException().isThrownBy(() -> ExecutableJar.check(file)).withMessage(reason);
	}

	private Path write(BootJar jar) throws IOException {
		return jar.write(this.directory.resolve("app.jar"));
	}

}
