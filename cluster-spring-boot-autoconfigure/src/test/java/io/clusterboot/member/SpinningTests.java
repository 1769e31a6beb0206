package io.clusterboot.member;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Spinning}.
 */
class SpinningTests {

	private final AtomicInteger looks = new AtomicInteger();

	/**
	 * Passes by 10 microseconds with each look.
	 */
	private long now = Long.MAX_VALUE - 5;

	private final Spinning spinning = new Spinning(() -> this.now += 10_000, 2);

	@Test
	void untilWhenDoneSoonStaysAwakeEachTime() {
		for (int i = 0; i < 100; i++) {
			assertThat(looksUntilDoneAt(5)).isEqualTo(5);
		}
	}

	@Test
	void untilWhenItTakesLongGivesUpAndLearns() {
		assertThat(looksUntilDoneAt(1000)).isBetween(9, 11);
		assertThat(looksUntilDoneAt(1000)).isBetween(9, 11);
		int trials = 0;
		for (int i = 0; i < 640; i++) {
			trials += (looksUntilDoneAt(1000) > 0) ? 1 : 0;
		}
		assertThat(trials).isEqualTo(10);
	}

	@Test
	void untilWhenATrialSucceedsTrustsAgain() {
		looksUntilDoneAt(1000);
		looksUntilDoneAt(1000);
		int skipped = 0;
		while (looksUntilDoneAt(2) == 0) {
			skipped++;
		}
		assertThat(skipped).isEqualTo(63);
		assertThat(looksUntilDoneAt(2)).isEqualTo(2);
	}

	@Test
	void untilWhenAnotherThreadStaysAwakeDoesNot() {
		this.spinning.until(() -> {
			assertThat(looksUntilDoneAt(5)).isZero();
			return true;
		});
		assertThat(looksUntilDoneAt(5)).isEqualTo(5);
	}

	@Test
	void untilWhenThereIsOneProcessorNeverStaysAwake() {
		new Spinning(() -> this.now, 1).until(() -> {
			throw new AssertionError("looked");
		});
	}

	private int looksUntilDoneAt(int look) {
		this.looks.set(0);
		this.spinning.until(() -> this.looks.incrementAndGet() >= look);
		return this.looks.get();
	}

}
