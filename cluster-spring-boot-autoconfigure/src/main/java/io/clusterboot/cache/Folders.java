package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to do with folders that are this user's alone.
 */
final class Folders {

	private Folders() {
	}

	/**
	 * Delete a folder with all in it. Follows no symbolic link.
	 * @param folder the folder, which may be missing
	 * @throws IOException if something cannot be deleted
	 */
	static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

	static List<Path> list(Path folder) throws IOException {
		try (Stream<Path> children = Files.list(folder)) {
			return children.toList();
		}
	}

	/**
	 * Return how much a folder takes.
	 * @param folder the folder
	 * @return bytes
	 * @throws IOException if it cannot be read
	 */
	static long size(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.mapToLong((file) -> file.toFile().length()).sum();
		}
	}

}
