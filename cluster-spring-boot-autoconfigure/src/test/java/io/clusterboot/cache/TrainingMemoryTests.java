package io.clusterboot.cache;

import java.io.IOException;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link TrainingMemory}.
 */
class TrainingMemoryTests {

	@Test
	void requireWhenThisMachineHasLessFails() {
		assertThatIOException().isThrownBy(() -> TrainingMemory.current().require(Integer.MAX_VALUE))
			.withMessageMatching("to make one takes about \\d{6,} MiB of memory, and \\d+ MiB are free");
	}

	@Test
	void requireWhenNobodyKnowsGoesOn() throws IOException {
		new TrainingMemory(OptionalLong::empty).require(Integer.MAX_VALUE);
	}

}
