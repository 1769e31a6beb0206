package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link FileCopier} and {@link Reflink}.
 */
class FileCopierTests {

	@TempDir
	private Path directory;

	private Path source;

	private Path target;

	@BeforeEach
	void write() throws IOException {
		this.source = Files.writeString(this.directory.resolve("s\u00f6urce"), "content");
		this.target = this.directory.resolve("a/b/target");
		Files.setLastModifiedTime(this.source, FileTime.from(Instant.EPOCH));
	}

	@Test
	void copyHasContentAndTimeOfChange() throws IOException {
		new FileCopier().copy(this.source, this.target);
		assertThat(this.target).hasContent("content");
		assertThat(Files.getLastModifiedTime(this.target)).isEqualTo(FileTime.from(Instant.EPOCH));
		Files.writeString(this.source, "overwritten");
		assertThat(this.target).hasContent("content");
	}

	@Test
	void copyWhenContentIsSharedLeavesIt() throws IOException {
		new FileCopier((source, target) -> write(target)).copy(this.source, this.target);
		assertThat(this.target).hasContent("shared");
	}

	/**
	 * On most file systems the native call fails.
	 */
	@Test
	void copyWhenReflinkIsAskedForHasContentEitherWay() throws IOException {
		new FileCopier(Reflink::share).copy(this.source, this.target);
		assertThat(this.target).hasContent("content");
	}

	@Test
	void shareWhenSourceIsMissingIsFalse() throws IOException {
		Path empty = Files.createFile(this.directory.resolve("empty"));
		assertThat(Reflink.share(this.directory.resolve("missing"), empty)).isFalse();
		assertThat(empty).isEmptyFile();
	}

	@Test
	void copyWhenTargetCannotBeWrittenNamesBoth() {
		assertThatIOException().isThrownBy(() -> new FileCopier().copy(this.source, Path.of("/dev/full/target")))
			.withMessageStartingWith(this.source + " cannot be copied to /dev/full/target: ");
	}

	private static boolean write(Path target) {
		try {
			Files.writeString(target, "shared");
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
