package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps a process that runs from opening any file or socket more, for a while.
 *
 * @param pid process id
 * @param former how many descriptors it was allowed to have
 */
record DescriptorLimit(long pid, String former) implements AutoCloseable {

	/**
	 * Lower than the lowest descriptor that a JVM has free.
	 */
	private static final String NONE_FREE = "4";

	static DescriptorLimit exhaust(long pid) throws IOException {
		String former = Files.readAllLines(Path.of("/proc/" + pid + "/limits"))
			.stream()
			.filter((line) -> line.startsWith("Max open files"))
			.map((line) -> line.split("\\s{2,}")[1])
			.findFirst()
			.orElseThrow();
		set(pid, NONE_FREE);
		return new DescriptorLimit(pid, former);
	}

	/**
	 * Return whether limits of other processes can be set here.
	 * @return {@code false} where prlimit(1) is missing
	 */
	static boolean isPossible() {
		try {
			return run("prlimit", "--version") == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		set(this.pid, this.former);
	}

	private static void set(long pid, String limit) throws IOException {
		assertThat(run("prlimit", "--pid", Long.toString(pid), "--nofile=" + limit + ":")).isZero();
	}

	private static int run(String... command) throws IOException {
		try {
			return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
