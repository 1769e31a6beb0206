package io.clusterboot.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessorPlan}.
 */
class ProcessorPlanTests {

	@ParameterizedTest
	@CsvSource({ "2, 2, 1", "8, 3, 3", "8, 4, 2", "2, 3, 1", "1, 64, 1", "64, 2, 32" })
	void autoDividesAndRoundsUp(int processors, int workers, int part) {
		assertThat(ProcessorPlan.of(" Auto", processors).options(workers))
			.containsExactly("-XX:ActiveProcessorCount=" + part);
	}

	@Test
	void autoOfOneWorkerShowsAll() {
		assertThat(ProcessorPlan.of("auto", 8).options(1)).isEmpty();
	}

	@Test
	void inheritShowsAll() {
		assertThat(ProcessorPlan.of("inherit", 8).options(4)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void numberGoesForEach(int workers) {
		assertThat(ProcessorPlan.of("3", 8).options(workers)).containsExactly("-XX:ActiveProcessorCount=3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "INHERIT", "1", "9999 " })
	void isValidWhenItIs(String cpus) {
		assertThat(ProcessorPlan.isValid(cpus)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "1.5", "all", "10000", "2x" })
	void isValidWhenItIsNot(String cpus) {
		assertThat(ProcessorPlan.isValid(cpus)).isFalse();
	}

}
