package io.clusterboot.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JvmProperties}.
 */
class JvmPropertiesTests {

	private final JvmProperties jvm = new JvmProperties();

	@Test
	void cachesByDefaultWhereThereIsAPlace() {
		assertThat(this.jvm.caches()).isTrue();
		assertThat(this.jvm.cacheFolder()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "off", "OFF", "false", " off " })
	void cachesWhenItIsSwitchedOffIsFalse(String value) {
		this.jvm.setCache(value);
		assertThat(this.jvm.caches()).isFalse();
	}

	@Test
	void cacheFolderIsThePath() {
		this.jvm.setCache(" /var/cache/app ");
		assertThat(this.jvm.caches()).isTrue();
		assertThat(this.jvm.cacheFolder()).isEqualTo("/var/cache/app");
	}

}
