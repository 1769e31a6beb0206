package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MonotonicClock}.
 */
class MonotonicClockTests {

	private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final Clock clock = new MonotonicClock(START, this.nanoTime::get);

	@Test
	void instantWhenNoTimePassedIsStart() {
		assertThat(this.clock.instant()).isEqualTo(START);
	}

	@Test
	void instantWhenNanoTimeOverflowsCountsOn() {
		this.nanoTime.addAndGet(1_500_000_000L);
		assertThat(this.clock.instant()).isEqualTo(START.plusMillis(1500));
	}

	@Test
	void withZoneKeepsTheTime() {
		Clock other = this.clock.withZone(ZoneId.of("Europe/Berlin"));
		this.nanoTime.addAndGet(1000);
		assertThat(other.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
		assertThat(other.instant()).isEqualTo(this.clock.instant());
	}

}
