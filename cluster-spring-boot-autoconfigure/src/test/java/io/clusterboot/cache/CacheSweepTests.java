package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.process.Folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link CacheSweep}.
 */
class CacheSweepTests {

	private static final long MIB = SharedCache.MIB;

	@TempDir
	private Path home;

	@Test
	void sweepRemovesWhatWasUsedLeastRecently() throws IOException {
		Path oldest = entry('a', 1);
		Path newest = entry('b', 3);
		Path old = entry('c', 2);
		sweep(5);
		assertThat(oldest).isDirectory();
		sweep(2);
		assertThat(oldest).doesNotExist();
		assertThat(old).isDirectory();
		assertThat(newest).isDirectory();
		sweep(1);
		assertThat(old).doesNotExist();
		assertThat(newest).isDirectory();
		assertThat(Folders.list(this.home)).containsExactly(newest);
	}

	@Test
	void sweepWhenOneIsTooLargeKeepsSmallerOnes() throws IOException {
		Path small = entry('a', 1);
		Path large = entry('b', 2);
		Files.write(large.resolve("more"), new byte[(int) (4 * MIB)]);
		sweep(3);
		assertThat(large).doesNotExist();
		assertThat(small).isDirectory();
	}

	@Test
	void sweepSparesWhatAnotherProcessUses() throws IOException {
		Path used = entry('a', 1);
		Path unused = entry('b', 2);
		try (OtherProcess other = OtherProcess.using(used.resolve("used"))) {
			sweep(0);
			assertThat(used).isDirectory();
			assertThat(unused).doesNotExist();
		}
		sweep(0);
		assertThat(used).doesNotExist();
	}

	@Test
	void sweepSparesWhatThisProcessUsesAndKeepsItsLock() throws IOException {
		Path folder = entry('a', 1);
		try (CacheEntry entry = CacheEntry.open(folder)) {
			new CacheSweep(this.home, 0, Set.of(entry.folder())).sweep();
			assertThat(folder.resolve("content")).isRegularFile();
			assertThat(OtherProcess.isLocked(folder.resolve("used"))).isTrue();
		}
	}

	@Test
	void sweepFinishesWhatAnotherProcessBegan() throws IOException {
		Path begun = entry('a', 1);
		Path left = this.home.resolve(begun.getFileName() + ".removed-1f");
		Files.move(begun, left);
		Files.delete(left.resolve("used"));
		Path again = entry('a', 1);
		sweep(5);
		assertThat(left).doesNotExist();
		assertThat(again).isDirectory();
	}

	@Test
	void sweepWhenSameEntryWasRemovedHalfwayBeforeRemovesIt() throws IOException {
		Files.createDirectories(this.home.resolve("a".repeat(32) + ".removed"));
		Path again = entry('a', 1);
		sweep(0);
		assertThat(again).doesNotExist();
	}

	@Test
	void sweepLeavesAloneWhatIsNoEntry() throws IOException {
		Path application = Files.createDirectories(this.home.resolve("sessions"));
		Files.write(application.resolve("used"), new byte[(int) MIB]);
		Path unmarked = Files.createDirectories(this.home.resolve("d".repeat(32)));
		sweep(0);
		assertThat(application.resolve("used")).exists();
		assertThat(unmarked).exists();
	}

	@Test
	void sweepFollowsNoLink() throws IOException {
		Path outside = Files.createDirectories(this.home.resolve("outside"));
		Path kept = Files.writeString(outside.resolve("kept"), "");
		Files.createSymbolicLink(entry('a', 1).resolve("link"), outside);
		sweep(0);
		assertThat(kept).exists();
	}

	@Test
	void sweepWhenHomeIsGoneDoesNothing() {
		assertThatNoException().isThrownBy(new CacheSweep(this.home.resolve("gone"), 0, Set.of())::sweep);
	}

	private void sweep(long mebibytes) {
		new CacheSweep(this.home, mebibytes * MIB + MIB / 2, Set.of()).sweep();
	}

	private Path entry(char name, int age) throws IOException {
		Path entry = Files.createDirectories(this.home.resolve(String.valueOf(name).repeat(32)));
		Files.write(entry.resolve("content"), new byte[(int) MIB]);
		Path used = Files.writeString(entry.resolve("used"), "");
		Files.setLastModifiedTime(used, FileTime.from(Instant.ofEpochSecond(age)));
		return entry;
	}

}
