package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestartLimit}.
 */
class RestartLimitTests {

	private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

	@Test
	void isExceededWhenAtLimitIsFalse() {
		assertThat(restarted(3, 0, 1, 2).isExceeded()).isFalse();
	}

	@Test
	void isExceededWhenOneMoreThanLimitIsTrue() {
		assertThat(restarted(3, 0, 1, 2, 3).isExceeded()).isTrue();
	}

	@Test
	void isExceededWhenLimitIsZeroIsTrueFromTheFirst() {
		assertThat(RestartLimit.of(0, Duration.ofSeconds(60)).isExceeded()).isFalse();
		assertThat(restarted(0, 0).isExceeded()).isTrue();
	}

	@Test
	void addWhenOlderThanPeriodForgets() {
		RestartLimit limit = restarted(3, 0, 1, 2, 61);
		assertThat(limit.isExceeded()).isFalse();
		assertThat(limit.restarts()).containsExactly(NOW.plusSeconds(61), NOW.plusSeconds(2), NOW.plusSeconds(1));
	}

	@Test
	void addWhenAsOldAsPeriodRemembers() {
		assertThat(restarted(3, 0, 1, 2, 60).isExceeded()).isTrue();
	}

	@Test
	void addLeavesTheOriginalAlone() {
		RestartLimit limit = RestartLimit.of(0, Duration.ofSeconds(60));
		limit.add(NOW);
		assertThat(limit.restarts()).isEmpty();
	}

	@Test
	void addWhenCalledWithoutEndStaysSmall() {
		RestartLimit limit = RestartLimit.of(3, Duration.ofSeconds(60));
		for (int i = 0; i < 1000; i++) {
			limit = limit.add(NOW);
		}
		assertThat(limit.restarts()).hasSize(4);
	}

	private RestartLimit restarted(int limit, int... seconds) {
		RestartLimit result = RestartLimit.of(limit, Duration.ofSeconds(60));
		for (int second : seconds) {
			result = result.add(NOW.plusSeconds(second));
		}
		return result;
	}

}
