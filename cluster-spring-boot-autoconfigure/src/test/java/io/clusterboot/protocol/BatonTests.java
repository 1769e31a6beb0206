package io.clusterboot.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Baton}.
 */
class BatonTests {

	private final Baton baton = new Baton();

	@Test
	void takeWhenHolderIsThereFails() {
		assertThat(this.baton.isHolderAway()).isFalse();
		assertThat(this.baton.take()).isFalse();
	}

	@Test
	void comeBackWhenNobodyTookItKeepsIt() {
		long away = this.baton.goAway();
		assertThat(this.baton.isHolderAway()).isTrue();
		assertThat(this.baton.comeBack(away)).isTrue();
		assertThat(this.baton.take()).isFalse();
	}

	@Test
	void comeBackWhenItWasTakenFails() {
		long away = this.baton.goAway();
		assertThat(this.baton.take()).isTrue();
		assertThat(this.baton.take()).isFalse();
		assertThat(this.baton.comeBack(away)).isFalse();
	}

	@Test
	void comeBackWhenTheOtherIsAwayAgainFails() {
		long away = this.baton.goAway();
		this.baton.take();
		long other = this.baton.goAway();
		assertThat(this.baton.comeBack(away)).isFalse();
		assertThat(this.baton.comeBack(other)).isTrue();
	}

}
