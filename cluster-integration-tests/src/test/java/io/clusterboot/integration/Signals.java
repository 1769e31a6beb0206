package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Knows which signals the tests' own processes begin with.
 */
final class Signals {

	/**
	 * Signals by their bits in the mask of those that are ignored.
	 */
	private static final Map<Long, String> NEEDED = Map.of(1L, "HUP", 1L << 1, "INT");

	private Signals() {
	}

	/**
	 * Return what has to stand before a command for the signals to reach it. A shell that
	 * starts the build in the background has all its processes ignore Ctrl-C, and nohup
	 * the end of the terminal.
	 * @return the beginning of a command, nothing where none is ignored
	 */
	static List<String> receivable() {
		long ignored = ignored();
		String signals = NEEDED.entrySet()
			.stream()
			.filter((signal) -> (ignored & signal.getKey()) != 0)
			.map(Map.Entry::getValue)
			.collect(Collectors.joining(","));
		return signals.isEmpty() ? List.of() : List.of("env", "--default-signal=" + signals);
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
