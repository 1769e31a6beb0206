package io.clusterboot.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.process.Folders;

/**
 * Removes the entries that nobody has used for longest, until the others take no more
 * than they may. What is in use stays, as does what is no entry.
 *
 * @param home where the entries lie
 * @param limit how much they may take, in bytes
 * @param own the entries that this process uses
 */
record CacheSweep(Path home, long limit, Set<Path> own) {

	private static final Pattern REMOVED = Pattern.compile("[0-9a-f]{32}[.]removed-[0-9a-f]+");

	private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{32}");

	private static final Log logger = LogFactory.getLog(CacheSweep.class);

	CacheSweep {
		own = Set.copyOf(own);
	}

	void sweep() {
		try {
			// They have no lock any more, and may have lost what tells their age.
			children(REMOVED).forEach(CacheSweep::finish);
			long total = 0;
			for (Path entry : newestFirst()) {
				long size = Folders.size(entry);
				if (total + size <= this.limit || !remove(entry)) {
					total += size;
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Could not tidy " + this.home, ex);
		}
	}

	private List<Path> newestFirst() throws IOException {
		return children(ENTRY)
			.filter((entry) -> Files.isRegularFile(entry.resolve(CacheEntry.USED), LinkOption.NOFOLLOW_LINKS))
			.map((entry) -> new Aged(entry, entry.resolve(CacheEntry.USED).toFile().lastModified()))
			.sorted(Comparator.comparingLong(Aged::used).reversed())
			.map(Aged::entry)
			.toList();
	}

	private Stream<Path> children(Pattern names) throws IOException {
		return Folders.list(this.home)
			.stream()
			.filter((child) -> names.matcher(child.getFileName().toString()).matches());
	}

	private boolean remove(Path entry) {
		// To close a second channel would end the lock that this process has.
		if (this.own.contains(entry)) {
			return false;
		}
		try (FileChannel used = FileChannel.open(entry.resolve(CacheEntry.USED), StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS); FileLock lock = used.tryLock()) {
			if (lock == null) {
				return false;
			}
			// Whoever opens the entry meanwhile finds nothing rather than a part of it.
			finish(Files.move(entry, entry.resolveSibling(
					entry.getFileName() + ".removed-" + Long.toHexString(ThreadLocalRandom.current().nextLong()))));
			logger.debug("Removed " + entry);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Could not remove " + entry, ex);
			return false;
		}
	}

	private static void finish(Path removed) {
		try {
			Folders.delete(removed);
		}
		catch (IOException ex) {
			logger.debug("Could not delete " + removed, ex);
		}
	}

	/**
	 * An entry and its age.
	 *
	 * @param entry the entry
	 * @param used when it was used last
	 */
	private record Aged(Path entry, long used) {
	}

}
