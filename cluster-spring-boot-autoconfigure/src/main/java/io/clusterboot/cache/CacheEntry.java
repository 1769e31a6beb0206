package io.clusterboot.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.clusterboot.process.Folders;

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

	private final AtomicBoolean making = new AtomicBoolean();

	private final AtomicBoolean givenUp = new AtomicBoolean();

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
			CacheEntry entry = new CacheEntry(folder, used);
			entry.markUsed();
			return entry;
		}
		catch (IOException | OverlappingFileLockException ex) {
			used.close();
			throw new IOException(ex.getMessage(), ex);
		}
	}

	/**
	 * Note when the entry was used last. Where the file is opened a second time to set
	 * its time, closing that ends all locks that this process has on it.
	 */
	private void markUsed() throws IOException {
		this.used.write(ByteBuffer.wrap(new byte[] { '\n' }), 0);
	}

	/**
	 * Have the entry look as if it had just been used: programs that tidy temporary
	 * folders take what nobody has touched for days.
	 * @throws IOException if something cannot be touched
	 */
	void touch() throws IOException {
		markUsed();
		Folders.touch(layout().folder());
		Folders.touch(archive().folder());
	}

	Path folder() {
		return this.folder;
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
	 * Make the layout if it is not there, unless another process does. An archive is of
	 * no use to another one than it was made with.
	 * @param maker fills its folder
	 * @return whether the layout is there
	 * @throws IOException if it cannot be made
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean unpack(CachePart.Maker maker) throws IOException, InterruptedException {
		return make(layout(), (folder) -> {
			archive().remove();
			maker.fill(folder);
		});
	}

	/**
	 * Make a part that is not there, unless another thread or process does.
	 * @param part the part
	 * @param maker fills its folder
	 * @return whether the part is there
	 * @throws IOException if it cannot be made
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean make(CachePart part, CachePart.Maker maker) throws IOException, InterruptedException {
		// Not even opened twice: closing one of them would end the lock of the other.
		if (!this.making.compareAndSet(false, true)) {
			return part.isThere();
		}
		try (FileChannel making = FileChannel.open(this.folder.resolve(MAKING), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS); FileLock lock = making.tryLock()) {
			if (lock != null && !part.isThere()) {
				CachePart.deleteUnfinished(this.folder);
				part.make(maker);
			}
			return part.isThere();
		}
		finally {
			this.making.set(false);
		}
	}

	/**
	 * Remove what is not as it was made. The archive goes with the layout.
	 * @return the folders that were removed by this call
	 * @throws IOException if one cannot be removed
	 */
	List<Path> removeDamaged() throws IOException {
		List<Path> removed = new ArrayList<>();
		if (isDamaged(layout())) {
			remove(layout(), removed);
			remove(archive(), removed);
		}
		else if (isDamaged(archive())) {
			remove(archive(), removed);
		}
		return removed;
	}

	private static boolean isDamaged(CachePart part) {
		return Files.exists(part.folder()) && !part.isIntact();
	}

	private static void remove(CachePart part, List<Path> removed) throws IOException {
		if (part.remove()) {
			removed.add(part.folder());
		}
	}

	/**
	 * Remove the archive, and have none until this process ends.
	 * @return whether there was one
	 * @throws IOException if it cannot be removed
	 */
	boolean giveUpArchive() throws IOException {
		this.givenUp.set(true);
		return archive().remove();
	}

	/**
	 * Return whether the entry is to have an archive.
	 * @return whether none of this process's workers crashed with it
	 */
	boolean wantsArchive() {
		return !this.givenUp.get();
	}

	@Override
	public void close() throws IOException {
		this.used.close();
	}

}
