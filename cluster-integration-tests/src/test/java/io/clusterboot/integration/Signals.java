package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Knows which signals the tests' own processes begin with.
 */
final class Signals {

	private static final long INTERRUPT = 1L << 1;

	private Signals() {
	}

	/**
	 * Return what has to stand before a command for Ctrl-C to reach it. A shell that
	 * starts the build in the background has all its processes ignore it.
	 * @return the beginning of a command, nothing where Ctrl-C is not ignored
	 */
	static List<String> interruptible() {
		return ((ignored() & INTERRUPT) != 0) ? List.of("env", "--default-signal=INT") : List.of();
	}

	private static long ignored() {
		try {
			return Files.readAllLines(Path.of("/proc/self/status"))
				.stream()
				.filter((line) -> line.startsWith("SigIgn:"))
				.map((line) -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
				.findFirst()
				.orElse(0L);
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
