package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backoff}.
 */
class BackoffTests {

	private static final RandomGenerator LOWEST = () -> 0L;

	private static final RandomGenerator MIDDLE = () -> 1L << 63;

	private static final RandomGenerator HIGHEST = () -> -1L;

	private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

	@Test
	void delayWhenFailuresGrowDoublesUpToMax() {
		List<Long> delays = IntStream.rangeClosed(1, 10)
			.mapToObj((failures) -> this.backoff.delay(failures, MIDDLE).toMillis())
			.toList();
		assertThat(delays).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 30000L, 30000L);
	}

	@Test
	void delayWhenFailuresAreManyDoesNotOverflow() {
		assertThat(this.backoff.delay(Integer.MAX_VALUE, MIDDLE)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void delayAddsJitterOfTwentyPercentEitherWay() {
		assertThat(this.backoff.delay(1, LOWEST).toMillis()).isEqualTo(160);
		assertThat(this.backoff.delay(1, HIGHEST).toMillis()).isBetween(239L, 240L);
	}

	@Test
	void delayWhenJitterGoesAboveMaxIsMax() {
		assertThat(this.backoff.delay(20, HIGHEST)).isEqualTo(Duration.ofSeconds(30));
		assertThat(this.backoff.delay(20, LOWEST)).isEqualTo(Duration.ofSeconds(24));
	}

	@Test
	void delayWhenAskedAgainDiffers() {
		RandomGenerator random = new SplittableRandom(1);
		assertThat(this.backoff.delay(3, random)).isNotEqualTo(this.backoff.delay(3, random));
	}

}
