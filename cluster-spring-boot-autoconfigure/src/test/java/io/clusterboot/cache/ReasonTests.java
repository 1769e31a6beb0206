package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Reason}.
 */
class ReasonTests {

	@Test
	void reasonIsTheMessage() {
		assertThat(Reason.of(new IOException("it has no manifest"))).isEqualTo("it has no manifest");
		assertThat(Reason.of(new FileSystemException("/cache", null, "Read-only file system")))
			.isEqualTo("/cache: Read-only file system");
	}

	@Test
	void reasonWhenMessageSaysNothingHasTheKind() {
		assertThat(Reason.of(new AccessDeniedException("/cache"))).isEqualTo("AccessDeniedException: /cache");
		assertThat(Reason.of(new IllegalStateException())).isEqualTo("IllegalStateException");
	}

}
