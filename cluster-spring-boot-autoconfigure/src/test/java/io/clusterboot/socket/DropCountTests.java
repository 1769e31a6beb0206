package io.clusterboot.socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DropCount}.
 */
class DropCountTests {

	@Test
	void advanceTellsHowManyMore() {
		DropCount count = new DropCount();
		assertThat(count.advance(7)).isEqualTo(7);
		assertThat(count.advance(7)).isZero();
		assertThat(count.advance(10)).isEqualTo(3);
	}

	@Test
	void advanceWhenKernelBeginsAgainCountsOn() {
		DropCount count = new DropCount();
		assertThat(count.advance(-2)).isEqualTo(0xFFFF_FFFEL);
		assertThat(count.advance(3)).isEqualTo(5);
	}

}
