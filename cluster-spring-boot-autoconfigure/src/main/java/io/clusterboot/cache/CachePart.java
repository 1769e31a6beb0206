package io.clusterboot.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import io.clusterboot.process.Folders;

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
			List<Sum> sums = Sum.read(this.folder.resolve(SUMS));
			return !sums.isEmpty() && sums.stream().allMatch((sum) -> sum.hasSize(this.folder));
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
			for (Sum sum : Sum.read(this.folder.resolve(SUMS))) {
				if (!sum.equals(Sum.of(this.folder, this.folder.resolve(sum.name())))) {
					return false;
				}
			}
			return isThere();
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
		Path unfinished = unfinished();
		try {
			Files.createDirectory(unfinished);
			maker.fill(unfinished);
			writeSums(unfinished);
			remove();
			Files.move(unfinished, this.folder, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Folders.delete(unfinished);
		}
	}

	/**
	 * Remove the part, of which nobody sees less than all meanwhile.
	 * @return whether it was there
	 * @throws IOException if it cannot be removed
	 */
	boolean remove() throws IOException {
		Path removed = unfinished();
		try {
			Files.move(this.folder, removed, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		Folders.delete(removed);
		return true;
	}

	private Path unfinished() {
		return this.folder.resolveSibling(
				this.folder.getFileName() + UNFINISHED + Long.toHexString(ThreadLocalRandom.current().nextLong()));
	}

	private static void writeSums(Path folder) throws IOException {
		List<String> lines = sums(folder).stream().map(Sum::toString).toList();
		try (FileChannel file = FileChannel.open(folder.resolve(SUMS), StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE)) {
			ByteBuffer text = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
			while (text.hasRemaining()) {
				file.write(text);
			}
			// After a power failure the sizes tell what was not written, if they are
			// there.
			file.force(true);
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
				long size = in.transferTo(OutputStream.nullOutputStream());
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
