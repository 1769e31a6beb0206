package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ClassListFile}.
 */
class ClassListFileTests {

	@TempDir
	private Path directory;

	@Test
	void copyLeavesOutTheLineThatIsStillWritten() throws IOException {
		assertThat(copy("java/lang/Object id: 0\ncom/example/Main id: 1\ncom/exa")).isEqualTo(2);
		assertThat(this.directory.resolve("copy")).hasContent("java/lang/Object id: 0\ncom/example/Main id: 1\n");
	}

	@Test
	void copyLeavesOutWhatTheApplicationLoadedInItsOwnWay() throws IOException {
		assertThat(copy("""
				# comment
				java/lang/Object id: 0
				Proxy id: 2 super: 0 source: __JVM_DefineClass__
				Agent id: 3 super: 0 interfaces: 1 source: file:/agent.jar
				@lambda-proxy Main run ()Ljava/lang/Runnable;
				""")).isEqualTo(1);
		assertThat(this.directory.resolve("copy")).content()
			.doesNotContain("source:")
			.contains("# comment\njava/lang/Object id: 0\n@lambda-proxy Main run");
	}

	@Test
	void copyWhenThereIsNoWholeLineHasNone() throws IOException {
		assertThat(copy("")).isZero();
		assertThat(copy("java/lang/Obj")).isZero();
		assertThat(this.directory.resolve("copy")).isEmptyFile();
	}

	@Test
	void copyWhenThereIsNoListFails() {
		assertThatIOException()
			.isThrownBy(() -> ClassListFile.copy(this.directory.resolve("none"), this.directory.resolve("copy")));
	}

	private int copy(String list) throws IOException {
		return ClassListFile.copy(Files.writeString(this.directory.resolve("list"), list),
				this.directory.resolve("copy"));
	}

}
