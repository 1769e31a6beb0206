package io.clusterboot.soak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Comparison}.
 */
class ComparisonTests {

	@Test
	void isKeptWhenMedianOfRatiosIsWithinThePromise() {
		Comparison row = row(1.0);
		row.add(9, 1);
		assertThat(row.isKept()).isTrue();
		assertThat(row)
			.hasToString("| cluster | 4.00 (2.00 to 9.00) s | 1.00 (0.50 to 9.00) | plain | at most 1.00: kept |");
	}

	@Test
	void isKeptWhenMedianOfRatiosIsLargerIsFalse() {
		Comparison row = row(0.7);
		assertThat(row.isKept()).isFalse();
		assertThat(row.toString()).endsWith("| at most 0.70: **broken** |");
	}

	@Test
	void isKeptWhenNothingIsPromisedIsTrue() {
		Comparison row = row(Comparison.NO_PROMISE);
		assertThat(row.isKept()).isTrue();
		assertThat(row.toString()).endsWith("| plain | – |");
	}

	private static Comparison row(double promise) {
		Comparison row = new Comparison("cluster", "s", "plain", promise);
		row.add(2, 4);
		row.add(4, 4);
		return row;
	}

}
