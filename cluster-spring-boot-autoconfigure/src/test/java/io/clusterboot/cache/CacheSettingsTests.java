package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link CacheSettings}.
 */
class CacheSettingsTests {

	@TempDir
	private Path directory;

	@Test
	void homeIsTheFolderOfTheUser() throws IOException {
		Path folder = this.directory.toRealPath().resolve("cache");
		assertThat(new CacheSettings(true, folder, List.of("-Xmx1g")).home()).isEqualTo(folder).isDirectory();
	}

	@Test
	void homeWhenUserHasAnArchiveFailsAndTellsTheOptionOnly() {
		Path folder = this.directory.resolve("cache");
		List<String> options = List.of("-Dpassword=secret", "-XX:SharedArchiveFile=/secret/a.jsa");
		assertThatIOException().isThrownBy(() -> new CacheSettings(true, folder, options).home())
			.withMessage("workers are started with -XX:SharedArchiveFile");
		assertThat(folder).doesNotExist();
	}

}
