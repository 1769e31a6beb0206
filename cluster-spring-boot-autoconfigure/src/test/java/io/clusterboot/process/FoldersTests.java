package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Folders}.
 */
class FoldersTests {

	@TempDir
	private Path directory;

	private Path folder;

	@BeforeEach
	void write() throws IOException {
		this.folder = this.directory.resolve("folder");
		Files.createDirectories(this.folder.resolve("a/b"));
		Files.writeString(this.folder.resolve("a/b/file"), "12345");
	}

	@Test
	void deleteFollowsNoLink() throws IOException {
		Path outside = Files.createDirectory(this.directory.resolve("outside"));
		Path kept = Files.writeString(outside.resolve("kept"), "");
		Files.createSymbolicLink(this.folder.resolve("a/link"), outside);
		Files.createSymbolicLink(this.folder.resolve("dangling"), Path.of("nowhere"));
		Folders.delete(this.folder);
		assertThat(this.folder).doesNotExist();
		assertThat(kept).exists();
	}

	@Test
	void deleteWhenFolderIsMissingDoesNothing() {
		assertThatNoException().isThrownBy(() -> Folders.delete(this.directory.resolve("missing")));
	}

	@RepeatedTest(5)
	void deleteWhenAnotherDeletesTooGoesOn() throws IOException {
		for (int i = 0; i < 200; i++) {
			Files.createDirectory(this.folder.resolve("d" + i));
			Files.createFile(this.folder.resolve("d" + i + "/file"));
		}
		CompletableFuture<Void> other = CompletableFuture.runAsync(this::delete);
		delete();
		assertThat(other).succeedsWithin(Duration.ofSeconds(30));
		assertThat(this.folder).doesNotExist();
	}

	@Test
	void sizeIsThatOfAllFiles() throws IOException {
		long before = Folders.size(this.folder);
		Files.write(this.folder.resolve("a/more"), new byte[1000]);
		assertThat(Folders.size(this.folder) - before).isEqualTo(1000);
		assertThat(Folders.size(this.directory.resolve("missing"))).isZero();
	}

	@Test
	void touchKeepsTheTimeOfTheLastChange() throws IOException {
		Path file = this.folder.resolve("a/b/file");
		Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
		Object before = Files.getAttribute(file, "unix:ctime");
		Awaitility.await().until(() -> {
			Folders.touch(this.folder);
			return !Files.getAttribute(file, "unix:ctime").equals(before);
		});
		assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
	}

	private void delete() {
		try {
			Folders.delete(this.folder);
		}
		catch (java.nio.file.DirectoryNotEmptyException ex) {
			throw new AssertionError("Nobody writes", ex);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
