package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Leftovers}.
 */
class LeftoversTests {

	@TempDir
	Path temp;

	private Path control = Path.of("");

	private Leftovers leftovers = Leftovers.of(Path.of("unset"), 0);

	@BeforeEach
	void setUp() throws IOException {
		this.control = Files.createDirectory(this.temp.resolve("control"));
		this.leftovers = Leftovers.of(this.control.resolve("control.sock"), 7);
	}

	@Test
	void removeWhenFoldersWereAddedRemovesThemWithAllInThem() throws IOException {
		Path empty = Files.createDirectory(this.temp.resolve("tomcat.8080.1"));
		Path full = Files.createDirectories(this.temp.resolve("tomcat.8080.2").resolve("work")).getParent();
		Files.writeString(full.resolve("work").resolve("upload.tmp"), "content");
		this.leftovers.add(empty);
		this.leftovers.add(full);
		Leftovers.of(this.control.resolve("control.sock"), 7).remove();
		assertThat(empty).doesNotExist();
		assertThat(full).doesNotExist();
		assertThat(this.control).isEmptyDirectory();
	}

	@Test
	void removeWhenFolderLinksElsewhereLeavesThatPlace() throws IOException {
		Path precious = Files.writeString(this.temp.resolve("precious"), "content");
		Path folder = Files.createDirectory(this.temp.resolve("tomcat.8080.1"));
		Files.createSymbolicLink(folder.resolve("link"), this.temp);
		this.leftovers.add(folder);
		this.leftovers.remove();
		assertThat(folder).doesNotExist();
		assertThat(precious).hasContent("content");
	}

	@Test
	void removeWhenWorkerDiedWhileWritingLeavesWhatThePartNames() throws IOException {
		Path precious = Files.writeString(this.temp.resolve("precious"), "content");
		Path folder = Files.createDirectory(this.temp.resolve("tomcat.8080.1"));
		this.leftovers.add(folder);
		Files.writeString(this.control.resolve("worker-7-leftovers"), this.temp.toString(), StandardOpenOption.APPEND);
		this.leftovers.remove();
		assertThat(folder).doesNotExist();
		assertThat(precious).exists();
	}

	@Test
	void removeWhenFolderIsGoneGoesOn() throws IOException {
		Path folder = Files.createDirectory(this.temp.resolve("tomcat.8080.2"));
		this.leftovers.add(this.temp.resolve("tomcat.8080.1"));
		this.leftovers.add(folder);
		this.leftovers.remove();
		assertThat(folder).doesNotExist();
	}

	@Test
	void removeWhenNothingWasAddedDoesNothing() {
		this.leftovers.remove();
		assertThat(this.control).isEmptyDirectory();
	}

	@Test
	void addWhenChannelIsGoneDoesNothing() throws IOException {
		Files.delete(this.control);
		this.leftovers.add(this.temp);
		assertThat(this.temp).isEmptyDirectory();
	}

}
