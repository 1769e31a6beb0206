package io.clusterboot.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The cache of one jar: the jar as workers run it, unpacked, and the archive of its
 * classes. Nobody removes it while it is open.
 */
final class CacheEntry implements AutoCloseable {

	/**
	 * Locked by each primary that uses the entry.
	 */
	static final String USED = "used";

	private static final String MAKING = "making";

	private final Path folder;

	private final FileChannel used;

	private CacheEntry(Path folder, FileChannel used) {
		this.folder = folder;
		this.used = used;
	}

	/**
	 * Open an entry, which may have nothing in it yet.
	 * @param folder where it lies
	 * @return the entry
	 * @throws IOException if it cannot be opened, or is being removed
	 */
	static CacheEntry open(Path folder) throws IOException {
		Files.createDirectories(folder);
		Path file = folder.resolve(USED);
		FileChannel used = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
		try {
			if (used.tryLock(0, Long.MAX_VALUE, true) == null || !Files.exists(file)) {
				throw new IOException("another process removes " + folder);
			}
			Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
			return new CacheEntry(folder, used);
		}
		catch (IOException | OverlappingFileLockException ex) {
			used.close();
			throw new IOException(ex.getMessage(), ex);
		}
	}

	CachePart layout() {
		return new CachePart(this.folder.resolve("layout"));
	}

	CachePart archive() {
		return new CachePart(this.folder.resolve("archive"));
	}

	/**
	 * Return the jar that workers run, whose class path is what lies beside it.
	 * @return the jar, or {@code null} if it is not there
	 */
	@Nullable Path jar() {
		CachePart layout = layout();
		try {
			return layout.isThere() ? firstJar(layout.folder()) : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	static @Nullable Path firstJar(Path folder) throws IOException {
		return Folders.list(folder)
			.stream()
			.filter((file) -> file.toString().endsWith(".jar"))
			.findFirst()
			.orElse(null);
	}

	Path archiveFile() {
		return archive().folder().resolve(ArchiveOptions.FILE);
	}

	/**
	 * Make a part that is not there, unless another process does.
	 * @param part the part
	 * @param maker fills its folder
	 * @return whether the part is there
	 * @throws IOException if it cannot be made
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean make(CachePart part, CachePart.Maker maker) throws IOException, InterruptedException {
		try (FileChannel making = FileChannel.open(this.folder.resolve(MAKING), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS); FileLock lock = making.tryLock()) {
			if (lock != null && !part.isThere()) {
				CachePart.deleteUnfinished(this.folder);
				part.make(maker);
			}
			return part.isThere();
		}
	}

	/**
	 * Remove what is not as it was made.
	 * @return the folders that were removed
	 * @throws IOException if one cannot be removed
	 */
	List<Path> removeDamaged() throws IOException {
		List<Path> damaged = List.of(layout(), archive())
			.stream()
			.filter((part) -> Files.exists(part.folder()) && !part.isIntact())
			.map(CachePart::folder)
			.toList();
		for (Path part : damaged) {
			Folders.delete(part);
		}
		return damaged;
	}

	@Override
	public void close() throws IOException {
		this.used.close();
	}

}
