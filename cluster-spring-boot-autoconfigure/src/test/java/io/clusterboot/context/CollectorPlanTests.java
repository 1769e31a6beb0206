package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CollectorPlan}.
 */
class CollectorPlanTests {

	private static final String PARALLEL = "-XX:+UseParallelGC";

	private static final CollectorPlan UNNAMED = new CollectorPlan(false, false);

	@Test
	void oneProcessorHasTheParallelCollector() {
		assertThat(UNNAMED.options(1, List.of("-Dkey=-XX:+UseG1GC", "-Dmail=a@b.org"))).containsExactly(PARALLEL);
	}

	@Test
	void severalProcessorsHaveWhatTheJvmChooses() {
		assertThat(UNNAMED.options(2, List.of())).isEmpty();
	}

	@Test
	void smallMachineOfSeveralProcessorsHasTheParallelCollector() {
		assertThat(new CollectorPlan(false, true).options(2, List.of())).containsExactly(PARALLEL);
	}

	@Test
	void collectorThatThisJvmWasGivenStays() {
		assertThat(new CollectorPlan(true, false).options(1, List.of())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:+UseZGC", "-XX:-UseSerialGC", "-Xss1m -XX:+UseG1GC", "-Xss1m\n'-XX:+UseG1GC'",
			"@gc.options", "-Xss1m @gc.options", "-XX:Flags=gc", "-XX:VMOptionsFile=gc" })
	void collectorThatWorkersAreGivenStays(String option) {
		assertThat(UNNAMED.options(1, List.of("-Xmx1g", option))).isEmpty();
	}

	@Test
	void isSerialWhenItIsNamed() {
		assertThat(new CollectorPlan(true, true).isSerial(List.of())).isTrue();
		assertThat(UNNAMED.isSerial(List.of("-Xss1m -XX:+UseSerialGC"))).isTrue();
	}

	@Test
	void isSerialWhenTheJvmChoseItIsFalse() {
		assertThat(new CollectorPlan(false, true).isSerial(List.of())).isFalse();
		assertThat(UNNAMED.isSerial(List.of("-XX:+UseG1GC"))).isFalse();
	}

	@Test
	void currentKnowsTheCollectorOfThisJvm() {
		boolean named = JvmArguments.current().values().stream().anyMatch((option) -> option.matches(".*Use\\w+GC"));
		assertThat(CollectorPlan.current().named()).isEqualTo(named);
	}

}
