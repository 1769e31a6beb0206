package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What there is to do with folders that are this user's alone.
 *
 * @since 0.1.0
 */
public final class Folders {

	private Folders() {
	}

	/**
	 * Delete a folder with all in it. Follows no symbolic link.
	 * @param folder the folder, which may be missing
	 * @throws IOException if something cannot be deleted
	 */
	public static void delete(Path folder) throws IOException {
		walk(folder, (file, attributes) -> Files.deleteIfExists(file));
	}

	/**
	 * Return what lies in a folder.
	 * @param folder the folder
	 * @return its children, in no order
	 * @throws IOException if it cannot be read
	 */
	public static List<Path> list(Path folder) throws IOException {
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
	public static long size(Path folder) throws IOException {
		AtomicLong size = new AtomicLong();
		walk(folder, (file, attributes) -> size.addAndGet(attributes.size()));
		return size.get();
	}

	/**
	 * Have files and folders look as if they had just been used, their content being no
	 * newer.
	 * @param folder the folder, which may be missing
	 * @throws IOException if one cannot be touched
	 */
	public static void touch(Path folder) throws IOException {
		walk(folder, (file, attributes) -> Files.setLastModifiedTime(file, attributes.lastModifiedTime()));
	}

	private static void walk(Path folder, Visit visit) throws IOException {
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				return visit(file, attributes);
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
				return goOn(ex);
			}

			@Override
			public FileVisitResult postVisitDirectory(Path file, @Nullable IOException ex) throws IOException {
				return visit(file, null);
			}

			private FileVisitResult visit(Path file, @Nullable BasicFileAttributes attributes) throws IOException {
				try {
					visit.to(file, (attributes != null) ? attributes
							: Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
					return FileVisitResult.CONTINUE;
				}
				catch (IOException ex) {
					return goOn(ex);
				}
			}

		});
	}

	private static FileVisitResult goOn(IOException ex) throws IOException {
		// Another thread or process was faster.
		if (ex instanceof NoSuchFileException) {
			return FileVisitResult.CONTINUE;
		}
		throw ex;
	}

	/**
	 * What is done with each file, and with each folder after all in it.
	 */
	@FunctionalInterface
	private interface Visit {

		void to(Path file, BasicFileAttributes attributes) throws IOException;

	}

}
