package io.clusterboot.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiPredicate;

/**
 * Copies files, without copying their content where the file system can share it.
 */
final class FileCopier {

	private final BiPredicate<Path, Path> reflink;

	FileCopier() {
		this(Reflink::attempt);
	}

	/**
	 * Create a new {@link FileCopier} instance.
	 * @param reflink lets the second, empty file have the content of the first, or
	 * returns {@code false}
	 */
	FileCopier(BiPredicate<Path, Path> reflink) {
		this.reflink = reflink;
	}

	/**
	 * Copy a file with the time of its last change, by which an archive of shared classes
	 * knows it.
	 * @param source the file
	 * @param target the copy, which must not exist
	 * @throws IOException if it cannot be copied
	 */
	void copy(Path source, Path target) throws IOException {
		try {
			copyTo(source, target);
		}
		catch (IOException ex) {
			throw new IOException(source + " cannot be copied to " + target + ": " + ex.getMessage(), ex);
		}
	}

	private void copyTo(Path source, Path target) throws IOException {
		Files.createDirectories(target.toAbsolutePath().getParent());
		Files.createFile(target);
		if (!this.reflink.test(source, target)) {
			transfer(source, target);
		}
		Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
	}

	private void transfer(Path source, Path target) throws IOException {
		try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
				FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
			long position = 0;
			long count = in.transferTo(position, Long.MAX_VALUE, out);
			while (count > 0) {
				position += count;
				count = in.transferTo(position, Long.MAX_VALUE, out);
			}
		}
	}

}
