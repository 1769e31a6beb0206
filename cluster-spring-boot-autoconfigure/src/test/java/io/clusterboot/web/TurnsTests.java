package io.clusterboot.web;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Turns}.
 */
class TurnsTests {

	private final Turns turns = new Turns();

	private long now = 1_000_000_000;

	@ParameterizedTest
	@ValueSource(ints = { 0, 100 })
	void pauseWhenShareIsFullOrNothingIsNone(int share) {
		takeTurns(Duration.ofMillis(10));
		assertThat(this.turns.pause(share, this.now)).isZero();
	}

	@Test
	void pauseWhenNothingWasAcceptedIsNone() {
		assertThat(this.turns.pause(50, this.now)).isNotPositive();
	}

	@ParameterizedTest
	@CsvSource({ "50, 10", "25, 30", "20, 40", "10, 90" })
	void pauseWhenShareIsAPartMakesTurnsThatMuchLonger(int share, int millis) {
		takeTurns(Duration.ofMillis(10));
		assertThat(Duration.ofNanos(this.turns.pause(share, this.now))).isBetween(Duration.ofMillis(millis - 1),
				Duration.ofMillis(millis));
		assertThat(this.turns.pause(share, this.now + Duration.ofMillis(millis).toNanos())).isNotPositive();
	}

	@Test
	void pauseWhenConnectionsAreRareIsBounded() {
		takeTurns(Duration.ofHours(1));
		assertThat(this.turns.pause(10, this.now)).isBetween(Duration.ofMillis(200).toNanos(),
				Duration.ofMillis(225).toNanos());
	}

	@Test
	void pauseWhenConnectionsHaveBegunToQueueUpIsShortAtOnce() {
		takeTurns(Duration.ofHours(1));
		this.turns.accepted(this.now, this.now);
		assertThat(this.turns.pause(10, this.now)).isEqualTo(Duration.ofNanos(1_800_000).toNanos());
	}

	private void takeTurns(Duration length) {
		for (int i = 0; i < 20; i++) {
			long begin = this.now;
			this.now += length.toNanos();
			this.turns.accepted(begin, this.now);
		}
	}

}
