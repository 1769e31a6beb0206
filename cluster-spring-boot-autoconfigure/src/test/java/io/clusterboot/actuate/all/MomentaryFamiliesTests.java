package io.clusterboot.actuate.all;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MomentaryFamilies}.
 */
class MomentaryFamiliesTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void testIsTrueOfTimersOfRunningTasksAlone() {
		LongTaskTimer.builder("early").register(this.registry);
		MomentaryFamilies families = MomentaryFamilies.of(this.registry);
		LongTaskTimer.builder("late").tag("kind", "a").register(this.registry);
		Timer.builder("done").register(this.registry);
		assertThat(families).accepts("early_seconds", "late_seconds").rejects("done_seconds", "early", "none");
	}

	@Test
	void testWhenTimerIsReplacedByAnOrdinaryOneIsFalse() {
		MomentaryFamilies families = MomentaryFamilies.of(this.registry);
		LongTaskTimer first = LongTaskTimer.builder("import").tag("kind", "a").register(this.registry);
		LongTaskTimer second = LongTaskTimer.builder("import").tag("kind", "b").register(this.registry);
		this.registry.remove(first);
		assertThat(families).accepts("import_seconds");
		this.registry.remove(second);
		assertThat(families).rejects("import_seconds");
	}

}
