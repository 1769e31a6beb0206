package io.clusterboot.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryDiet}. An option that a test has set is never a default again.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class MemoryDietTests {

	private static final String MIN = "MinHeapFreeRatio";

	private static final String MAX = "MaxHeapFreeRatio";

	private final HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

	private final String minBefore = value(MIN);

	private final String maxBefore = value(MAX);

	private final List<Runnable> later = new ArrayList<>();

	@AfterEach
	void restore() {
		this.jvm.setVMOption(MAX, this.maxBefore);
		this.jvm.setVMOption(MIN, this.minBefore);
	}

	@Test
	void startSoonHasTheHeapKeepLessLater() {
		new MemoryDiet(this.later::add).startSoon();
		assertThat(value(MAX)).isEqualTo(this.maxBefore);
		this.later.forEach(Runnable::run);
		assertThat(value(MIN)).isEqualTo("10");
		assertThat(value(MAX)).isEqualTo("30");
	}

	@Test
	void startSoonLeavesWhatWasSet() {
		this.jvm.setVMOption(MAX, "60");
		new MemoryDiet(Runnable::run).startSoon();
		assertThat(value(MAX)).isEqualTo("60");
	}

	private String value(String option) {
		return this.jvm.getVMOption(option).getValue();
	}

}
