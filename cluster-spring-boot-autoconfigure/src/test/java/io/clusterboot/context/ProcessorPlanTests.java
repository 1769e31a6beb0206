package io.clusterboot.context;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessorPlan}.
 */
class ProcessorPlanTests {

	private static final CollectorPlan FREE = new CollectorPlan(false, false);

	private static final CompilerPlan TRIMMING = new CompilerPlan(false, true);

	private static final String PARALLEL = "-XX:+UseParallelGC";

	private static final String TRIM = "-XX:TrimNativeHeapInterval=10000";

	@ParameterizedTest
	@CsvSource({ "2, 2, 1", "8, 3, 3", "8, 4, 2", "2, 3, 1", "1, 64, 1", "64, 2, 32" })
	void autoDividesAndRoundsUp(int processors, int workers, int part) {
		assertThat(options(" Auto", processors, workers)).contains("-XX:ActiveProcessorCount=" + part)
			.hasSize((part == 1) ? 4 : 1);
	}

	@Test
	void autoOfOneWorkerShowsAll() {
		assertThat(options("auto", 8, 1)).isEmpty();
	}

	@Test
	void inheritShowsAll() {
		assertThat(options("inherit", 8, 4)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void numberGoesForEach(int workers) {
		assertThat(options("3", 8, workers)).containsExactly("-XX:ActiveProcessorCount=3");
	}

	@Test
	void oneProcessorGoesWithItsCollector() {
		assertThat(options("auto", 2, 2)).startsWith(PARALLEL).contains(TRIM).endsWith("-XX:ActiveProcessorCount=1");
		assertThat(options("inherit", 1, 2)).startsWith(PARALLEL).doesNotContain("-XX:ActiveProcessorCount=1");
		assertThat(options("1", 8, 2)).contains(PARALLEL);
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

	@Test
	void numberOfTheUsersOwnDecidesAboutTheCollector() {
		ProcessorPlan plan = ProcessorPlan.of("auto", 2, true, OptionalInt.of(4), FREE, TRIMMING);
		assertThat(plan.options(2, List.of())).containsExactly("-XX:ActiveProcessorCount=1");
		assertThat(plan.options(2, List.of("-Xss1m -XX:ActiveProcessorCount=1"))).contains(PARALLEL);
		assertThat(plan.isAdaptive(2, List.of())).isTrue();
	}

	private static List<String> options(String cpus, int processors, int workers) {
		return ProcessorPlan.of(cpus, processors, true, OptionalInt.empty(), FREE, TRIMMING)
			.options(workers, List.of());
	}

}
