package io.clusterboot.protocol;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pace}.
 */
class PaceTests {

	private long nanos = Long.MAX_VALUE;

	private final Pace pace = new Pace(() -> this.nanos);

	@Test
	void isSlowWhenFirstReturnsTrue() {
		assertThat(this.pace.isSlow()).isTrue();
	}

	@Test
	void isSlowWhenFramesFollowCloselyReturnsFalseUntilOneComesLate() {
		this.pace.isSlow();
		for (int i = 0; i < 100; i++) {
			this.nanos += Duration.ofNanos(49_999).toNanos();
			assertThat(this.pace.isSlow()).isFalse();
		}
		this.nanos += Duration.ofNanos(50_000).toNanos();
		assertThat(this.pace.isSlow()).isTrue();
	}

}
