package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerCount} and {@link Resources}.
 */
class WorkerCountTests {

	private static final long GIB = 1024L * 1024 * 1024;

	private static final long MIB = 1024L * 1024;

	private final ClusterProperties properties = new ClusterProperties();

	@Test
	void resolveWhenNumberIsTheNumber() {
		this.properties.setWorkers(" 40 ");
		assertThat(WorkerCount.resolve(this.properties, resources(2, 24 * GIB))).isEqualTo(new WorkerCount(40, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "AUTO", " Auto" })
	void resolveWhenAutoIsBoundByProcessors(String workers) {
		this.properties.setWorkers(workers);
		assertThat(WorkerCount.resolve(this.properties, resources(2, 24 * GIB)))
			.isEqualTo(new WorkerCount(2, "auto: 2 processors, 24.0 GiB memory allow 40"));
	}

	@Test
	void resolveWhenAutoIsBoundByMemory() {
		assertThat(auto(resources(48, 2 * GIB)))
			.isEqualTo(new WorkerCount(3, "auto: 48 processors, 2.0 GiB memory allow 3"));
	}

	@Test
	void resolveWhenAutoIsBoundByMaxWorkers() {
		assertThat(auto(resources(64, 256 * GIB))).isEqualTo(
				new WorkerCount(32, "auto: 64 processors, 256.0 GiB memory allow 436, cluster.max-workers allows 32"));
	}

	@Test
	void resolveWhenAutoHasTooLittleMemoryIsOne() {
		assertThat(auto(resources(1, 512 * MIB)))
			.isEqualTo(new WorkerCount(1, "auto: 1 processor, 0.5 GiB memory allow 0, the least is 1"));
	}

	@ParameterizedTest
	@CsvSource({ "-Xmx1g, 3", "-Xmx1G, 3", "-Xmx2048m, 7", "-mx2g, 7", "-XX:MaxHeapSize=2097152k, 7",
			"-Xmx1073741824, 3", "-XX:MaxRAMPercentage=50.0, 40", "-XX:MaxRAMPercentage=10, 8", "-Xms1g, 40",
			"-Xmx300m, 0" })
	void resolveWhenAutoDividesTheHeapOfTheOptions(String option, int expected) {
		assertThat(auto(resources(48, 24 * GIB, option)).workers()).isEqualTo(Math.max(1, Math.min(expected, 32)));
		assertThat(auto(resources(48, 24 * GIB, option)).arithmetic()).contains("24.0 GiB memory allow " + expected);
	}

	@Test
	void resolveWhenSeveralHeapOptionsReckonsWithTheOneThatCounts() {
		assertThat(auto(resources(8, 24 * GIB, "-Xmx4g", "-XX:MaxRAMPercentage=90", "-Xmx1g")).workers()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "inherit, -Xmx1g, 19", "inherit, -XX:MaxRAMPercentage=50, 1", "inherit, -Dx, 3", "1g, -Xmx4g, 19",
			"' 2GB ', -Dx, 10" })
	void resolveWhenHeapIsGivenReckonsWithIt(String heap, String option, int expected) {
		this.properties.getJvm().setHeap(heap);
		assertThat(auto(resources(48, 24 * GIB, option)).workers()).isEqualTo(expected);
	}

	@Test
	void resolveWhenWorkersHaveHeapOfTheirOwnReckonsWithIt() {
		this.properties.getJvm().getArgs().add("-Xmx2g");
		assertThat(auto(resources(48, 24 * GIB, "-Xmx512m")).workers()).isEqualTo(10);
	}

	@Test
	void resolveWhenNumberDoesNotFitFails() {
		this.properties.setWorkers("4");
		assertThatExceptionOfType(InsufficientMemoryException.class)
			.isThrownBy(() -> WorkerCount.resolve(this.properties, resources(2, GIB)))
			.withMessage("4 workers do not fit into 1024 MiB of memory: 5 (there is one more while one is replaced) "
					+ "with 64 MiB of heap and 240 MiB beside it, and 150 MiB for the primary, are 1670 MiB");
		assertThat(WorkerCount.resolve(this.properties, resources(2, 2 * GIB)).workers()).isEqualTo(4);
		this.properties.getJvm().setHeap("inherit");
		assertThat(WorkerCount.resolve(this.properties, resources(2, GIB)).workers()).isEqualTo(4);
	}

	@Test
	void currentResourcesAreThoseOfTheJvm() {
		Resources resources = Resources.current(new JvmArguments(List.of()));
		assertThat(resources.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
		assertThat(resources.memory()).isGreaterThan(Runtime.getRuntime().totalMemory());
		assertThat(resources.heap()).isEmpty();
	}

	private WorkerCount auto(Resources resources) {
		this.properties.setWorkers("auto");
		return WorkerCount.resolve(this.properties, resources);
	}

	private Resources resources(int processors, long memory, String... arguments) {
		return Resources.of(processors, memory, new JvmArguments(List.of(arguments)));
	}

}
