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

	private static final String[] PARALLEL = { "-XX:+UseParallelGC", "-XX:GCTimeRatio=19" };

	private static final CollectorPlan UNNAMED = new CollectorPlan(false, false);

	@Test
	void oneProcessorHasTheParallelCollectorWithASmallHeap() {
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
			"@gc.options", "-Xss1m @gc.options", "-XX:Flags=gc", "-XX:VMOptionsFile=gc", "-XX:MaxGCPauseMillis=50",
			"-XX:ParallelGCThreads=2", "-XX:GCTimeRatio=9", "-XX:G1HeapRegionSize=4m", "-XX:+G1UseAdaptiveIHOP" })
	void collectorThatWorkersAreGivenStays(String option) {
		assertThat(UNNAMED.options(1, List.of("-Xmx1g", option))).isEmpty();
		assertThat(UNNAMED.isAdaptive(1, List.of("-Xmx1g", option))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:-UseGCOverheadLimit", "-XX:+UseDynamicNumberOfGCThreads",
			"-XX:+UseMaximumCompactionOnSystemGC", "-XX:+UseStringDeduplication" })
	void optionsOfOtherThingsNameNoCollector(String option) {
		assertThat(UNNAMED.options(1, List.of(option))).containsExactly(PARALLEL);
	}

	@Test
	void heapIsAdaptiveUnlessTheCollectorIsOrMayBeSerial() {
		assertThat(UNNAMED.isAdaptive(1, List.of())).isTrue();
		assertThat(UNNAMED.isAdaptive(4, List.of("-XX:+UseG1GC"))).isTrue();
		assertThat(UNNAMED.isAdaptive(4, List.of("-Xss1m '-XX:+UseSerialGC'"))).isFalse();
		assertThat(new CollectorPlan(true, false).isAdaptive(4, List.of())).isTrue();
		assertThat(new CollectorPlan(true, false).isAdaptive(1, List.of())).isFalse();
		assertThat(new CollectorPlan(true, true).isAdaptive(4, List.of())).isFalse();
	}

	@Test
	void currentKnowsTheCollectorOfThisJvm() {
		boolean named = JvmArguments.current().values().stream().anyMatch((option) -> option.matches(".*Use\\w+GC"));
		assertThat(CollectorPlan.current(List.of("-jar", "app.jar", "a@b")).named()).isEqualTo(named);
	}

	@ParameterizedTest
	@ValueSource(strings = { "@app.options", "-Xss1m @app.options", "-XX:Flags=app.flags" })
	void currentWhenAFileMayNameOneByTheTimeThatAWorkerStartsIsNamed(String source) {
		assertThat(CollectorPlan.current(List.of("-cp", source)).named()).isTrue();
	}

}
