package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link CacheEntry}.
 */
class CacheEntryTests {

	@TempDir
	private Path directory;

	private Path folder;

	private CacheEntry entry;

	@BeforeEach
	void open() throws IOException {
		this.folder = this.directory.resolve("entry");
		this.entry = CacheEntry.open(this.folder);
	}

	@AfterEach
	void close() throws IOException {
		this.entry.close();
	}

	@Test
	void openKeepsOthersFromRemovingUntilItIsClosed() throws IOException {
		assertThat(OtherProcess.isLocked(this.folder.resolve("used"))).isTrue();
		this.entry.close();
		assertThat(OtherProcess.isLocked(this.folder.resolve("used"))).isFalse();
	}

	@Test
	void openWhenOthersUseItIsShared() throws IOException {
		this.entry.close();
		try (OtherProcess other = OtherProcess.using(this.folder.resolve("used"));
				CacheEntry second = CacheEntry.open(this.folder)) {
			assertThat(second.jar()).isNull();
		}
	}

	@Test
	void openWhenAnotherProcessRemovesItFails() throws IOException {
		this.entry.close();
		try (OtherProcess other = OtherProcess.locking(this.folder.resolve("used"))) {
			assertThatIOException().isThrownBy(() -> CacheEntry.open(this.folder))
				.withMessage("another process removes " + this.folder);
		}
	}

	@Test
	void openWhenMarkIsLinkFails() throws IOException {
		Path target = Files.writeString(this.directory.resolve("target"), "kept");
		Path other = Files.createDirectory(this.directory.resolve("other"));
		Files.createSymbolicLink(other.resolve("used"), target);
		assertThatIOException().isThrownBy(() -> CacheEntry.open(other));
		assertThat(target).hasContent("kept");
	}

	@Test
	void openAndTouchNoteWhenItWasUsedAndKeepTheLock() throws IOException {
		Path used = this.folder.resolve("used");
		this.entry.close();
		Files.setLastModifiedTime(used, FileTime.from(Instant.EPOCH));
		this.entry = CacheEntry.open(this.folder);
		FileTime opened = Files.getLastModifiedTime(used);
		assertThat(opened.toInstant()).isAfter(Instant.EPOCH.plusSeconds(1));
		this.entry.touch();
		assertThat(Files.getLastModifiedTime(used)).isGreaterThanOrEqualTo(opened);
		assertThat(OtherProcess.isLocked(used)).isTrue();
	}

	@Test
	void touchWhenFilesAreThereKeepsTheirTimes() throws Exception {
		unpack();
		FileTime before = Files.getLastModifiedTime(this.entry.jar());
		this.entry.touch();
		assertThat(Files.getLastModifiedTime(this.entry.jar())).isEqualTo(before);
	}

	@Test
	void jarIsThereOnceItWasUnpacked() throws Exception {
		assertThat(this.entry.jar()).isNull();
		assertThat(unpack()).isTrue();
		assertThat(this.entry.jar()).isEqualTo(this.folder.resolve("layout/app.jar"));
		Files.delete(this.folder.resolve("layout/lib.jar.d/x"));
		assertThat(this.entry.jar()).isNull();
	}

	@Test
	void makeWhenItIsThereMakesNothing() throws Exception {
		archive();
		assertThat(this.entry.make(this.entry.archive(), (folder) -> {
			throw new AssertionError("made twice");
		})).isTrue();
		assertThat(this.entry.archiveFile()).isRegularFile();
	}

	@Test
	void makeDeletesWhatOthersLeftUnfinished() throws Exception {
		Files.createDirectories(this.folder.resolve("archive.tmp-9/x"));
		unpack();
		assertThat(this.folder).isDirectoryNotContaining("glob:**tmp-*");
	}

	@Test
	void makeWhenAnotherProcessDoesMakesNothing() throws Exception {
		try (OtherProcess other = OtherProcess.locking(this.folder.resolve("making"))) {
			Files.createDirectories(this.folder.resolve("layout.tmp-9"));
			assertThat(unpack()).isFalse();
			assertThat(this.folder.resolve("layout.tmp-9")).exists();
		}
		assertThat(unpack()).isTrue();
	}

	@Test
	void makeWhenAnotherThreadDoesMakesNothingAndKeepsTheLock() throws Exception {
		this.entry.make(this.entry.archive(), (folder) -> {
			assertThat(unpack()).isFalse();
			assertThat(OtherProcess.isLocked(this.folder.resolve("making"))).isTrue();
			Files.writeString(folder.resolve(ArchiveOptions.FILE), "archive");
		});
		assertThat(this.entry.archive().isThere()).isTrue();
		assertThat(unpack()).isTrue();
	}

	@Test
	void makeWhenItFailsCanBeTriedAgain() throws Exception {
		assertThatIOException().isThrownBy(() -> this.entry.make(this.entry.layout(), (folder) -> {
			throw new IOException("fails");
		}));
		assertThat(OtherProcess.isLocked(this.folder.resolve("making"))).isFalse();
		assertThat(unpack()).isTrue();
	}

	@Test
	void unpackRemovesTheArchiveOfTheLayoutBefore() throws Exception {
		archive();
		unpack();
		assertThat(this.entry.archive().folder()).doesNotExist();
		assertThat(this.entry.jar()).isNotNull();
	}

	@Test
	void removeDamagedWhenAllIsAsItWasMadeRemovesNothing() throws Exception {
		assertThat(this.entry.removeDamaged()).isEmpty();
		unpack();
		archive();
		assertThat(this.entry.removeDamaged()).isEmpty();
		assertThat(this.entry.archive().isThere()).isTrue();
		assertThat(this.entry.jar()).isNotNull();
	}

	@Test
	void removeDamagedWhenLayoutIsRemovesTheArchiveToo() throws Exception {
		unpack();
		archive();
		Files.writeString(this.folder.resolve("layout/lib.jar.d/x"), "y");
		assertThat(this.entry.removeDamaged()).containsExactly(this.entry.layout().folder(),
				this.entry.archive().folder());
		assertThat(this.entry.layout().folder()).doesNotExist();
		assertThat(this.entry.archive().folder()).doesNotExist();
		assertThat(this.entry.removeDamaged()).isEmpty();
	}

	@Test
	void removeDamagedWhenArchiveIsKeepsTheLayout() throws Exception {
		unpack();
		archive();
		Files.writeString(this.entry.archiveFile(), "damaged");
		assertThat(this.entry.removeDamaged()).containsExactly(this.entry.archive().folder());
		assertThat(this.entry.jar()).isNotNull();
	}

	@Test
	void giveUpArchiveRemovesItForGood() throws Exception {
		assertThat(this.entry.wantsArchive()).isTrue();
		archive();
		assertThat(this.entry.giveUpArchive()).isTrue();
		assertThat(this.entry.giveUpArchive()).isFalse();
		assertThat(this.entry.wantsArchive()).isFalse();
		assertThat(this.entry.archive().folder()).doesNotExist();
	}

	private boolean unpack() throws IOException, InterruptedException {
		return this.entry.unpack((folder) -> {
			Files.createDirectory(folder.resolve("lib.jar.d"));
			Files.writeString(folder.resolve("lib.jar.d/x"), "x");
			Files.writeString(folder.resolve("app.jar"), "application");
		});
	}

	private void archive() throws IOException, InterruptedException {
		this.entry.make(this.entry.archive(),
				(folder) -> Files.writeString(folder.resolve(ArchiveOptions.FILE), "archive"));
	}

}
