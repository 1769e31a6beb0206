package io.clusterboot.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of classes that a JVM writes while it runs.
 */
final class ClassListFile {

	private ClassListFile() {
	}

	/**
	 * Copy what can be used of a list that is still written to.
	 * @param list the list, the last line of which may be a part of one
	 * @param copy gets the lines of classes that the JVM itself finds again: those that
	 * the application loaded in its own way are left out
	 * @return the number of classes
	 * @throws IOException if it cannot be read or written
	 */
	static int copy(Path list, Path copy) throws IOException {
		String text = new String(Files.readAllBytes(list), StandardCharsets.UTF_8);
		String whole = text.substring(0, text.lastIndexOf('\n') + 1);
		try (Stream<String> lines = whole.lines()) {
			List<String> usable = lines.filter((line) -> !line.contains(" source: ")).toList();
			Files.write(copy, usable);
			return (int) usable.stream().filter((line) -> !line.startsWith("@") && !line.startsWith("#")).count();
		}
	}

}
