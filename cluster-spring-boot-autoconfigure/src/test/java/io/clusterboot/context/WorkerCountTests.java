package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

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
		assertThat(WorkerCount.resolve(this.properties, resources(2, GIB))).isEqualTo(new WorkerCount(40, null));
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
	@CsvSource({ "-Xmx1g, 17", "-Xmx1G, 17", "-Xmx2048m, 10", "-XX:MaxHeapSize=2097152k, 10", "-Xmx1073741824, 17",
			"-XX:MaxRAMPercentage=50.0, 1", "-XX:MaxRAMPercentage=10, 8", "-Xms1g, 40" })
	void resolveWhenAutoReckonsWithHeapOption(String option, int expected) {
		assertThat(auto(resources(48, 24 * GIB, option)).workers()).isEqualTo(Math.min(expected, 32));
		assertThat(resources(48, 24 * GIB, option).workersByMemory()).isEqualTo(expected);
	}

	@Test
	void resolveWhenSeveralHeapOptionsReckonsWithTheOneThatCounts() {
		assertThat(resources(8, 24 * GIB, "-Xmx4g", "-XX:MaxRAMPercentage=90", "-Xmx1g").workersByMemory())
			.isEqualTo(17);
	}

	@Test
	void currentResourcesAreThoseOfTheJvm() {
		Resources resources = Resources.current(new JvmArguments(List.of()));
		assertThat(resources.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
		assertThat(resources.memory()).isGreaterThan(Runtime.getRuntime().totalMemory());
		assertThat(resources.workerMemory()).isEqualTo(600 * MIB);
	}

	private WorkerCount auto(Resources resources) {
		this.properties.setWorkers("auto");
		return WorkerCount.resolve(this.properties, resources);
	}

	private Resources resources(int processors, long memory, String... arguments) {
		return Resources.of(processors, memory, new JvmArguments(List.of(arguments)));
	}

}
