package io.clusterboot.integration;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what each worker gets of the heap.
 */
@Tag("once")
class HeapIntegrationTests {

	private static final String AUTO = "--cluster.jvm.heap=auto";

	private static final long MIB = 1024 * 1024;

	private static final Duration SOON = Duration.ofSeconds(60);

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	@Test
	void heapIsDividedWhereverItIsNamed() {
		RunningCluster running = this.cluster.file("heap.options", "-Xms300m")
			.jvm("@heap.options")
			.environment("JAVA_TOOL_OPTIONS", "-Xmn90m")
			.environment("_JAVA_OPTIONS", "-Xmx360m")
			.start(2, AUTO, "--management.endpoint.cluster.access=unrestricted");
		assertThat(running.primary().output())
			.containsOnlyOnce("Each worker gets 120 MiB of heap (360 MiB divided by 3");
		assertThat(heap(running, 0)).isEqualTo(heap(running, 1)).isBetween(100 * MIB, 120 * MIB);
		assertThat(Processes.commandLine(running.workers().get(0))).contains("\0-Xmx120m\0",
				"\0-XX:ActiveProcessorCount=" + processors(2) + "\0");
		assertThat(running.operate("scale", "{\"workers\": 3}").status()).isEqualTo(200);
		running.primary().awaitOutput("Worker 2 \\(id 3, pid \\d+\\) ready in", SOON);
		assertThat(running.primary().output()).containsOnlyOnce("Each worker gets 90 MiB of heap");
		assertThat(heap(running, 2)).isBetween(70 * MIB, 90 * MIB);
	}

	@Test
	void workersThatDoNotFitFailTheStart() {
		Jvm primary = this.cluster.run("--server.port=0", "--cluster.workers=3", AUTO);
		assertThat(primary.awaitExit(SOON)).isEqualTo(1);
		assertThat(primary.output()).contains("APPLICATION FAILED TO START",
				"3 workers do not fit into 192 MiB of heap: divided by 4", "Action:", "'cluster.jvm.heap'");
	}

	private static int processors(int workers) {
		return (Runtime.getRuntime().availableProcessors() + workers - 1) / workers;
	}

	/**
	 * Wait until a worker has told of its heap, which its first heartbeat after it is
	 * ready does.
	 */
	private static long heap(RunningCluster running, int worker) {
		return Awaitility.await()
			.atMost(SOON)
			.until(() -> running.worker(worker).at("/memory/heapMax").asLong(), (heap) -> heap > 0);
	}

}
