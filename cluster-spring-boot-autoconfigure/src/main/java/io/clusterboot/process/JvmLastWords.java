package io.clusterboot.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a JVM itself said about its end.
 *
 * @param outOfMemory which memory was exhausted, or {@code null}
 * @param errorFile the error file that the JVM wrote when it crashed, or {@code null}
 */
record JvmLastWords(@Nullable String outOfMemory, @Nullable String errorFile) {

	private static final List<String> OUT_OF_MEMORY = List.of("Terminating due to java.lang.OutOfMemoryError: ",
			"Aborting due to java.lang.OutOfMemoryError: ");

	private static final String ERROR_FILE = "# An error report file with more information is saved as:";

	static JvmLastWords in(List<String> lines) {
		String outOfMemory = null;
		String errorFile = null;
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			outOfMemory = OUT_OF_MEMORY.stream()
				.filter(line::startsWith)
				.map((start) -> line.substring(start.length()).strip())
				.findFirst()
				.orElse(outOfMemory);
			if (line.startsWith(ERROR_FILE) && i + 1 < lines.size()) {
				errorFile = lines.get(i + 1).replaceFirst("^# ", "").strip();
			}
		}
		return new JvmLastWords(outOfMemory, errorFile);
	}

}
