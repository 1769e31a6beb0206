package io.clusterboot.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A folder that is there with all that belongs in it, or not at all.
 *
 * @param folder the folder
 */
record CachePart(Path folder) {

	/**
	 * Lists what belongs into the folder: checksum, size and name of each file.
	 */
	private static final String SUMS = ".sums";

	private static final String UNFINISHED = ".tmp-";

	/**
	 * Return whether the part is there: each of its files has the size that it had.
	 * @return whether it can be used
	 */
	boolean isThere() {
		try {
			return Sum.read(this.folder.resolve(SUMS)).stream().allMatch((sum) -> sum.hasSize(this.folder));
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Return whether each of its files has the content that it had.
	 * @return whether it is as it was made
	 */
	boolean isIntact() {
		try {
			List<Sum> before = Sum.read(this.folder.resolve(SUMS));
			return before.equals(sums(this.folder));
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Make the part, in place of one that is damaged.
	 * @param maker fills a folder, which exists
	 * @throws IOException if it fails; nothing is left then
	 * @throws InterruptedException if the thread is interrupted; nothing is left either
	 */
	void make(Maker maker) throws IOException, InterruptedException {
		Path unfinished = this.folder.resolveSibling(
				this.folder.getFileName() + UNFINISHED + Long.toHexString(ThreadLocalRandom.current().nextLong()));
		try {
			Files.createDirectory(unfinished);
			maker.fill(unfinished);
			Files.write(unfinished.resolve(SUMS), sums(unfinished).stream().map(Sum::toString).toList());
			Folders.delete(this.folder);
			Files.move(unfinished, this.folder, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Folders.delete(unfinished);
		}
	}

	/**
	 * Delete what was left by processes that were killed while they made a part.
	 * @param parent where parts lie, none of which is being made
	 * @throws IOException if something cannot be deleted
	 */
	static void deleteUnfinished(Path parent) throws IOException {
		for (Path child : Folders.list(parent)) {
			if (child.getFileName().toString().contains(UNFINISHED)) {
				Folders.delete(child);
			}
		}
	}

	private static List<Sum> sums(Path folder) throws IOException {
		List<Sum> sums = new ArrayList<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				if (!file.endsWith(SUMS)) {
					sums.add(Sum.of(folder, file));
				}
			}
		}
		return sums;
	}

	/**
	 * Fills a folder.
	 */
	@FunctionalInterface
	interface Maker {

		void fill(Path folder) throws IOException, InterruptedException;

	}

	/**
	 * One file.
	 *
	 * @param checksum CRC-32 of its content
	 * @param size its size in bytes
	 * @param name its path from the folder
	 */
	private record Sum(long checksum, long size, String name) {

		static List<Sum> read(Path file) throws IOException {
			return Files.readAllLines(file).stream().map(Sum::parse).toList();
		}

		private static Sum parse(String line) {
			String[] parts = line.split(" ", 3);
			return new Sum(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
		}

		static Sum of(Path folder, Path file) throws IOException {
			CRC32 checksum = new CRC32();
			try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
				long size = in.transferTo(java.io.OutputStream.nullOutputStream());
				return new Sum(checksum.getValue(), size, folder.relativize(file).toString());
			}
		}

		boolean hasSize(Path folder) {
			Path file = folder.resolve(this.name);
			return Files.isRegularFile(file) && file.toFile().length() == this.size;
		}

		@Override
		public String toString() {
			return this.checksum + " " + this.size + " " + this.name;
		}

	}

}
