package io.clusterboot.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Removes the entries that nobody has used for longest, until the others take no more
 * than they may. What is in use stays.
 *
 * @param home where the entries lie
 * @param limit how much they may take, in bytes
 */
record CacheSweep(Path home, long limit) {

	private static final String REMOVED = ".removed";

	private static final Log logger = LogFactory.getLog(CacheSweep.class);

	void sweep() {
		try {
			long total = 0;
			for (Path entry : newestFirst()) {
				total += Folders.size(entry);
				if (total > this.limit || entry.toString().endsWith(REMOVED)) {
					total -= removeUnlessUsed(entry);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Could not tidy " + this.home, ex);
		}
	}

	private List<Path> newestFirst() throws IOException {
		return Folders.list(this.home)
			.stream()
			.filter((entry) -> Files.isRegularFile(entry.resolve(CacheEntry.USED), LinkOption.NOFOLLOW_LINKS))
			.sorted(Comparator.comparingLong((entry) -> -entry.resolve(CacheEntry.USED).toFile().lastModified()))
			.toList();
	}

	private static long removeUnlessUsed(Path entry) throws IOException {
		try (FileChannel used = FileChannel.open(entry.resolve(CacheEntry.USED), StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS); FileLock lock = used.tryLock()) {
			return (lock != null) ? remove(entry) : 0;
		}
		catch (OverlappingFileLockException ex) {
			return 0;
		}
	}

	private static long remove(Path entry) throws IOException {
		long size = Folders.size(entry);
		// Whoever opens the entry meanwhile finds nothing rather than a part of it.
		Path removed = entry.toString().endsWith(REMOVED) ? entry
				: Files.move(entry, entry.resolveSibling(entry.getFileName() + REMOVED));
		Folders.delete(removed);
		logger.debug("Removed " + entry);
		return size;
	}

}
