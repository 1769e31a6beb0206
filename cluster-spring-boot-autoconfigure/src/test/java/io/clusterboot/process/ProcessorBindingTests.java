package io.clusterboot.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link ProcessorBinding}.
 */
class ProcessorBindingTests {

	@TempDir
	private Path processes;

	private final BoundThreads threads = new BoundThreads(2, 5);

	@Test
	void bindHasAllThreadsRunOnOneProcessor() throws IOException {
		thread(7);
		thread(8);
		binding().bind(7, 1);
		assertThat(this.threads.bound()).containsOnlyKeys(7, 8)
			.containsEntry(7, List.of(5))
			.containsEntry(8, List.of(5));
		binding().release(7);
		assertThat(this.threads.bound()).containsEntry(7, List.of(2, 5)).containsEntry(8, List.of(2, 5));
	}

	@Test
	void bindFindsThreadsThatStartMeanwhile() throws IOException {
		thread(7);
		this.threads.meanwhile(() -> thread(9));
		binding().bind(7, 0);
		assertThat(this.threads.bound()).containsEntry(9, List.of(2));
	}

	@Test
	void bindWhenProcessIsGoneDoesNothing() {
		binding().bind(7, 0);
		assertThat(this.threads.bound()).isEmpty();
	}

	@Test
	void ofWhenThereIsAPartOfTheTimeOnlyIsEmpty() {
		assertThat(ProcessorBinding.of(this.threads, 2))
			.hasValueSatisfying((binding) -> assertThat(binding.processors()).isEqualTo(2));
		assertThat(ProcessorBinding.of(this.threads, 1)).isEmpty();
	}

	@Test
	void sufficesWhenTheLastNumberIsOne() throws IOException {
		thread(7);
		assertThat(suffices("java\0-XX:ActiveProcessorCount=2\0-XX:ActiveProcessorCount=1\0-jar\0a.jar\0")).isTrue();
		assertThat(suffices("java\0-XX:ActiveProcessorCount=1\0-XX:ActiveProcessorCount=12\0-jar\0")).isFalse();
		assertThat(suffices("java\0-jar\0app.jar\0")).isFalse();
		assertThat(binding().suffices(8)).isFalse();
	}

	@Test
	void currentBindsThreadsOfAnotherProcess() throws Exception {
		// Not in a container with a quota
		assumeThat(ProcessorBinding.current()).isPresent();
		ProcessorBinding binding = ProcessorBinding.current().orElseThrow();
		Process process = new ProcessBuilder("sleep", "30").start();
		try {
			String all = allowed(process.pid());
			binding.bind(process.pid(), 0);
			assertThat(allowed(process.pid())).matches("[0-9]+");
			binding.release(process.pid());
			assertThat(allowed(process.pid())).isEqualTo(all);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private boolean suffices(String command) throws IOException {
		Files.writeString(this.processes.resolve("7/cmdline"), command);
		return binding().suffices(7);
	}

	private static String allowed(long pid) throws IOException {
		return Files.readAllLines(Path.of("/proc/" + pid + "/status"))
			.stream()
			.filter((line) -> line.startsWith("Cpus_allowed_list:"))
			.map((line) -> line.substring("Cpus_allowed_list:".length()).strip())
			.findFirst()
			.orElseThrow();
	}

	private ProcessorBinding binding() {
		return new ProcessorBinding(List.of(2, 5), this.threads, this.processes.toFile());
	}

	private void thread(int number) {
		assertThat(new File(this.processes.toFile(), "7/task/" + number).mkdirs()).isTrue();
	}

}
