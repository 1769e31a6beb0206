package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.process.Folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link CachePart}.
 */
class CachePartTests {

	@TempDir
	private Path parent;

	private CachePart part;

	@BeforeEach
	void create() {
		this.part = new CachePart(this.parent.resolve("part"));
	}

	@Test
	void makePutsAllInPlace() throws Exception {
		assertThat(this.part.isThere()).isFalse();
		this.part.make((folder) -> {
			assertThat(folder).isEmptyDirectory().hasParent(this.parent);
			fill(folder);
			assertThat(this.part.folder()).doesNotExist();
		});
		assertThat(this.part.isThere()).isTrue();
		assertThat(this.part.isIntact()).isTrue();
		assertThat(file("lib/a b.jar")).hasContent("library");
		assertThat(Folders.list(this.parent)).containsExactly(this.part.folder());
	}

	@Test
	void makeWhenMakerFailsLeavesNothing() throws IOException {
		assertThatIOException().isThrownBy(() -> this.part.make((folder) -> {
			fill(folder);
			throw new IOException("No space left on device");
		})).withMessage("No space left on device");
		assertThat(this.parent).isEmptyDirectory();
	}

	@Test
	void makeWhenInterruptedLeavesNothing() {
		assertThatException().isThrownBy(() -> this.part.make((folder) -> {
			fill(folder);
			throw new InterruptedException();
		})).isInstanceOf(InterruptedException.class);
		assertThat(this.parent).isEmptyDirectory();
	}

	@Test
	void makeWhenMakerFailsKeepsWhatWasThere() throws Exception {
		this.part.make(CachePartTests::fill);
		assertThatIOException().isThrownBy(() -> this.part.make((folder) -> {
			throw new IOException("fails");
		}));
		assertThat(this.part.isIntact()).isTrue();
	}

	@Test
	void makeReplacesWhatIsDamaged() throws Exception {
		this.part.make(CachePartTests::fill);
		Files.delete(file("lib/a b.jar"));
		Files.writeString(file("other"), "");
		this.part.make(CachePartTests::fill);
		assertThat(this.part.isIntact()).isTrue();
		assertThat(file("other")).doesNotExist();
		assertThat(Folders.list(this.parent)).containsExactly(this.part.folder());
	}

	@Test
	void isThereWhenFileIsGoneOrShorterIsFalse() throws Exception {
		this.part.make(CachePartTests::fill);
		Files.writeString(file("lib/a b.jar"), "librar");
		assertThat(this.part.isThere()).isFalse();
		assertThat(this.part.isIntact()).isFalse();
		Files.delete(file("lib/a b.jar"));
		assertThat(this.part.isThere()).isFalse();
		assertThat(this.part.isIntact()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "1", "1 2", "x 7 app.jar", "1 7" })
	void isThereWhenListOfFilesIsNotWholeIsFalse(String sums) throws Exception {
		this.part.make(CachePartTests::fill);
		Files.writeString(file(".sums"), sums);
		assertThat(this.part.isThere()).isFalse();
		assertThat(this.part.isIntact()).isFalse();
	}

	@Test
	void isIntactWhenContentIsAnotherOfTheSameSizeIsFalse() throws Exception {
		this.part.make(CachePartTests::fill);
		Files.writeString(file("lib/a b.jar"), "damaged");
		assertThat(this.part.isThere()).isTrue();
		assertThat(this.part.isIntact()).isFalse();
	}

	@Test
	void isIntactWhenSomethingLiesThereTooIsTrue() throws Exception {
		this.part.make(CachePartTests::fill);
		Files.writeString(file("hs_err_pid1.log"), "written by a worker");
		assertThat(this.part.isIntact()).isTrue();
	}

	@Test
	void removeTellsWhetherItWasThere() throws Exception {
		this.part.make(CachePartTests::fill);
		assertThat(this.part.remove()).isTrue();
		assertThat(this.part.remove()).isFalse();
		assertThat(this.parent).isEmptyDirectory();
	}

	@Test
	void deleteUnfinishedDeletesNothingElse() throws Exception {
		this.part.make(CachePartTests::fill);
		Files.createDirectories(this.parent.resolve("part.tmp-1f/lib"));
		Files.writeString(this.parent.resolve("part.tmp-1f.log"), "");
		Path kept = Files.writeString(this.parent.resolve("used"), "");
		CachePart.deleteUnfinished(this.parent);
		assertThat(Folders.list(this.parent)).containsExactlyInAnyOrder(this.part.folder(), kept);
	}

	private Path file(String name) {
		return this.part.folder().resolve(name);
	}

	private static void fill(Path folder) throws IOException {
		Files.createDirectory(folder.resolve("lib"));
		Files.writeString(folder.resolve("app.jar"), "application");
		Files.writeString(folder.resolve("lib/a b.jar"), "library");
	}

}
