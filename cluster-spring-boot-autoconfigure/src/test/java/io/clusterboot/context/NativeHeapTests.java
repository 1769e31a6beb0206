package io.clusterboot.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NativeHeap}.
 */
class NativeHeapTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "/usr/lib/x86_64-linux-gnu/libc.so.6", "/lib/x86_64-linux-gnu/libc-2.31.so" })
	void glibcCanBeTrimmed(String library) throws IOException {
		assertThat(NativeHeap.isTrimmable(maps(library))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/lib/ld-musl-x86_64.so.1", "/usr/lib/libc.so", "/opt/libc.so.6/libjvm.so" })
	void otherLibrariesCannot(String library) throws IOException {
		assertThat(NativeHeap.isTrimmable(maps(library))).isFalse();
	}

	@Test
	void nothingIsTrimmedWhereNothingIsSaid() {
		assertThat(NativeHeap.isTrimmable(this.folder.resolve("missing"))).isFalse();
	}

	private Path maps(String library) throws IOException {
		String line = "7f0a1c000000-7f0a1c026000 r--p 00000000 fe:00 42       ";
		return Files.writeString(this.folder.resolve("maps"), line + "\n" + line + library + "\n" + line + "[heap]\n");
	}

}
