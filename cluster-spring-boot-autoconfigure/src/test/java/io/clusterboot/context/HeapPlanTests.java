package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.clusterboot.process.HeapShare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link HeapPlan}, {@link InsufficientMemoryException} and its analyzer.
 */
class HeapPlanTests {

	private static final long MIB = HeapPlan.MIB;

	private final JvmProperties jvm = new JvmProperties();

	@ParameterizedTest
	@CsvSource({ "-Xmx1200m, 24576, 2, 400", "-Xmx1200m, 24576, 5, 200", "-XX:MaxRAMPercentage=75, 24576, 2, 6144",
			"-Dx, 24576, 2, 4915", "-Dx, 2048, 2, 392", "-Dx, 2048, 4, 139", "-Dx, 1024, 1, 197",
			"-XX:MaxRAMPercentage=75, 2048, 2, 392", "-Dx, 1024, 9, 64" })
	void shareIsWhatOptionsAndMemoryAllow(String option, long mebibytes, int workers, long each) {
		HeapShare share = plan(mebibytes, option).share(workers);
		assertThat(share.max() / MIB).isEqualTo(each);
	}

	@ParameterizedTest
	@CsvSource({ "2048, 4", "1024, 1", "1200, 2", "24576, 79" })
	void noShareAndOneMoreExceedTheMemory(long mebibytes, int workers) {
		HeapPlan plan = plan(mebibytes, "-Dx");
		assertThatNoException().isThrownBy(() -> plan.check(workers));
		long needed = (workers + 1) * (plan.share(workers).max() + HeapPlan.BESIDE_HEAP) + HeapPlan.PRIMARY;
		assertThat(needed).isLessThanOrEqualTo(mebibytes * MIB);
		assertThat(plan.share(workers).max()).isGreaterThanOrEqualTo(HeapPlan.LEAST);
	}

	@Test
	void describeTellsTheDivision() {
		assertThat(plan(24576, "-Xmx1200m").describe(2)).containsExactly(
				"Each worker gets 400 MiB of heap (1200 MiB divided by 3, as there is one more while one is replaced)");
		assertThat(plan(24576, "-Dx").describe(2)).containsExactly("Each worker gets 4915 MiB of heap "
				+ "(60 % of 24.0 GiB memory divided by 3, as there is one more while one is replaced)");
		assertThat(plan(2048, "-Dx").describe(4)).singleElement()
			.asString()
			.endsWith(", and what the memory leaves beside 150 MiB for the primary and 240 MiB beside each heap)");
	}

	@Test
	void inheritedHeapIsNotDivided() {
		this.jvm.setHeap("Inherit");
		HeapPlan plan = plan(1024, "-Xmx900m");
		assertThat(plan.share(2)).isNull();
		assertThat(plan.describe(2)).isEmpty();
		assertThatNoException().isThrownBy(() -> plan.check(64));
	}

	@Test
	void sizeGoesForEachWorker() {
		this.jvm.setHeap("300m");
		HeapPlan plan = plan(2048, "-Xmx4g");
		assertThat(plan.share(2).max()).isEqualTo(300 * MIB);
		assertThat(plan.share(7).max()).isEqualTo(300 * MIB);
		assertThat(plan.describe(2)).isEmpty();
		assertThatNoException().isThrownBy(() -> plan.check(3));
		assertThatExceptionOfType(InsufficientMemoryException.class).isThrownBy(() -> plan.check(4))
			.withMessage("4 workers do not fit into 2048 MiB of memory: 4 with 300 MiB of heap and 240 MiB beside it, "
					+ "and 150 MiB for the primary, are 2310 MiB");
	}

	@Test
	void optionOfTheWorkersCountsAsSize() {
		this.jvm.getArgs().addAll(List.of("-Dx", "-Xmx200m"));
		assertThat(plan(2048, "-Xmx1g").share(3).max()).isEqualTo(200 * MIB);
	}

	@Test
	void checkWhenHeapOfTheOptionsIsTooSmallFails() {
		assertThatExceptionOfType(InsufficientMemoryException.class).isThrownBy(() -> plan(24576, "-Xmx256m").check(4))
			.withMessage("4 workers do not fit into 256 MiB of heap: divided by 5 (there is one more while one is "
					+ "replaced) that is 51 MiB, and the least is 64 MiB")
			.satisfies((ex) -> assertThat(analyze(ex).getAction())
				.contains("raise the heap that the JVM's options name", "'cluster.jvm.heap'"));
	}

	@Test
	void analysisSaysWhatHelps() {
		assertThatExceptionOfType(InsufficientMemoryException.class).isThrownBy(() -> plan(1024, "-Dx").check(8))
			.satisfies((ex) -> {
				assertThat(analyze(ex).getDescription()).startsWith("8 workers do not fit into 1024 MiB of memory");
				assertThat(analyze(ex).getAction()).isEqualTo("Set 'cluster.workers' to a smaller number or to auto, "
						+ "raise the memory limit, or set 'cluster.jvm.heap' to a size that each worker gets, or to inherit.");
			});
	}

	private static FailureAnalysis analyze(Throwable ex) {
		return new InsufficientMemoryFailureAnalyzer().analyze(ex);
	}

	private HeapPlan plan(long mebibytes, String option) {
		return HeapPlan.of(this.jvm, Resources.of(2, mebibytes * MIB, new JvmArguments(List.of(option))));
	}

}
