package io.clusterboot.context;

import java.nio.file.Path;
import java.util.List;

import com.sun.management.VMOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link CompilerPlan}.
 */
class CompilerPlanTests {

	private static final CompilerPlan FREE = new CompilerPlan(true, true);

	private static final String THREADS = "-XX:CICompilerCount=4";

	private static final String TRIM = "-XX:TrimNativeHeapInterval=10000";

	@Test
	void oneProcessorHasMoreThreadsThatBeginLater() {
		assertThat(FREE.options(1, List.of("-Dkey=-Xint", "-Xss1m", "-XX:+UseG1GC"))).contains(THREADS, TRIM,
				"-XX:Tier4InvocationThreshold=50000", "-XX:Tier4BackEdgeThreshold=400000");
	}

	@Test
	void severalProcessorsHaveWhatTheJvmChooses() {
		assertThat(FREE.options(2, List.of())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:CICompilerCount=2", "-XX:-CICompilerCountPerCPU", "-XX:TieredStopAtLevel=1",
			"-XX:Tier4LoadFeedback=1", "-XX:-TieredCompilation", "-Xint", "-Xss1m\n-Xcomp",
			"-XX:CompilationMode=quick-only", "-XX:+UseJVMCICompiler", "-XX:CompileThresholdScaling=0.5",
			"-XX:+UseGraalJIT", "-XX:JVMCIThreads=1", "-XX:-UseDynamicNumberOfCompilerThreads" })
	void whatIsSaidAboutCompilersStays(String option) {
		assertThat(FREE.options(1, List.of(option))).containsExactly(TRIM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xss1m '-XX:TrimNativeHeapInterval=0'", "-XX:+UnlockExperimentalVMOptions" })
	void whatIsSaidAboutMemoryStays(String option) {
		assertThat(FREE.options(1, List.of(option))).contains(THREADS).doesNotContain(TRIM);
	}

	@Test
	void fileMayHoldBoth() {
		assertThat(FREE.options(1, List.of("@jvm.options"))).isEmpty();
	}

	@Test
	void nothingIsAddedThatThisJvmDoesNotKnowOrWasGiven() {
		assertThat(new CompilerPlan(false, true).options(1, List.of())).containsExactly(TRIM);
		assertThat(new CompilerPlan(true, false).options(1, List.of())).contains(THREADS).doesNotContain(TRIM);
	}

	@Test
	void currentLooksAtTheCommandAsItIsGiven() {
		CompilerPlan plan = CompilerPlan.current(List.of("-jar", "app.jar"));
		assertThat(plan.compiling()).isTrue();
		assertThat(CompilerPlan.current(List.of("-Xint"))).isEqualTo(new CompilerPlan(false, plan.trimming()));
		assertThat(CompilerPlan.current(List.of("-XX:TrimNativeHeapInterval=0")))
			.isEqualTo(new CompilerPlan(true, false));
	}

	@ParameterizedTest
	@CsvSource({ "2, false, true", "3, false, true", "1, false, false", "0, false, false", "2, true, false" })
	void compilersAreUsualWhereThereAreTwoAndNoOther(String threads, String other, boolean usual) {
		assertThat(CompilerPlan.hasUsualCompilers(
				new JvmFlags(List.of(new VMOption("CICompilerCount", threads, false, VMOption.Origin.ERGONOMIC),
						new VMOption("UseJVMCICompiler", other, false, VMOption.Origin.DEFAULT)))))
			.isEqualTo(usual);
	}

	@Test
	void compilersAreUsualWhereThereCanBeNoOther() {
		assertThat(CompilerPlan.hasUsualCompilers(JvmFlags.of(List.of("CICompilerCount")))).isTrue();
		assertThat(CompilerPlan.hasUsualCompilers(JvmFlags.of(List.of()))).isFalse();
	}

	@Test
	void currentTrimsWhereThisJvmCan() {
		assumeThat(JvmFlags.of(List.of("TrimNativeHeapInterval")).values()).isNotEmpty();
		assumeThat(Path.of("/lib/x86_64-linux-gnu/libc.so.6")).exists();
		assertThat(CompilerPlan.current(List.of()).trimming()).isTrue();
	}

}
