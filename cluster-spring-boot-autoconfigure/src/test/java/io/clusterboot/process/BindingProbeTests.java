package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BindingProbe}.
 */
class BindingProbeTests {

	@TempDir
	private Path directory;

	@Test
	void isFilteredWhenThereIsAFilter() throws IOException {
		assertThat(isFiltered("Name:\tjava\nSeccomp:\t2\nSeccomp_filters:\t1\n")).isTrue();
		assertThat(isFiltered("Name:\tjava\nSeccomp:\t0\nSeccomp_filters:\t0\n")).isFalse();
		assertThat(isFiltered("Name:\tjava\n")).isFalse();
	}

	private boolean isFiltered(String status) throws IOException {
		return BindingProbe.isFiltered(Files.writeString(this.directory.resolve("status"), status));
	}

}
