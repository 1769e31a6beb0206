package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Removes the control directories that killed primaries of this user left behind. Follows
 * no symbolic link and deletes nothing of anybody else.
 */
final class DirectorySweeper {

	/**
	 * Begins the name of a directory whose creator has yet to lock it.
	 */
	static final String UNLOCKED = ".new-";

	/**
	 * How long nobody needs from creating a directory to locking it.
	 */
	private static final Duration CREATION_TIME = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(DirectorySweeper.class);

	private final Path base;

	private final String prefix;

	private final UserPrincipal user;

	private final Set<Path> spared;

	/**
	 * Create a new {@link DirectorySweeper} instance.
	 * @param base where the directories lie
	 * @param prefix how their names begin
	 * @param user whose directories may be removed
	 * @param spared directories not to be touched
	 */
	DirectorySweeper(Path base, String prefix, UserPrincipal user, Set<Path> spared) {
		this.base = base;
		this.prefix = prefix;
		this.user = user;
		this.spared = spared;
	}

	void sweep() {
		try (DirectoryStream<Path> candidates = Files.newDirectoryStream(this.base, this::hasOurName)) {
			candidates.forEach(this::sweep);
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Could not look for stale directories in " + this.base, ex);
		}
	}

	/**
	 * Delete the directory with all in it that is the user's, its lock file last.
	 * @param directory the directory
	 * @param user the user
	 * @throws IOException if something cannot be deleted
	 */
	static void delete(Path directory, UserPrincipal user) throws IOException {
		Path lock = directory.resolve(ControlDirectory.LOCK);
		Files.walkFileTree(directory, new Deletion(directory, lock, user));
		Files.deleteIfExists(lock);
		Files.deleteIfExists(directory);
	}

	private boolean hasOurName(Path path) {
		String name = String.valueOf(path.getFileName());
		return name.startsWith(this.prefix) || name.startsWith(UNLOCKED + this.prefix);
	}

	private void sweep(Path directory) {
		try {
			if (!this.spared.contains(directory) && isOurs(directory) && isOldEnough(directory)) {
				deleteUnlessLocked(directory);
			}
		}
		catch (IOException | OverlappingFileLockException ex) {
			logger.debug("Left " + directory + " as it is", ex);
		}
	}

	private boolean isOurs(Path directory) throws IOException {
		return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
				&& Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(this.user);
	}

	private boolean isOldEnough(Path directory) throws IOException {
		if (!String.valueOf(directory.getFileName()).startsWith(UNLOCKED)) {
			return true;
		}
		FileTime modified = Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS);
		return modified.toInstant().isBefore(Instant.now().minus(CREATION_TIME));
	}

	private void deleteUnlessLocked(Path directory) throws IOException {
		try (FileChannel lock = FileChannel.open(directory.resolve(ControlDirectory.LOCK), StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS)) {
			if (lock.tryLock() != null) {
				delete(directory, this.user);
				logger.debug("Removed " + directory + ", its primary is gone");
			}
		}
		catch (NoSuchFileException ex) {
			// Without a lock file nothing tells whether it is in use, unless it is empty.
			Files.deleteIfExists(directory);
		}
	}

	/**
	 * Deletes all but the lock file and the directory itself.
	 */
	private static final class Deletion extends SimpleFileVisitor<Path> {

		private final Path root;

		private final Path lock;

		private final UserPrincipal user;

		private Deletion(Path root, Path lock, UserPrincipal user) {
			this.root = root;
			this.lock = lock;
			this.user = user;
		}

		@Override
		public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
			return (isOurs(directory)) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
			if (!file.equals(this.lock) && isOurs(file)) {
				Files.deleteIfExists(file);
			}
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException ex) {
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) throws IOException {
			if (!directory.equals(this.root)) {
				Files.deleteIfExists(directory);
			}
			return FileVisitResult.CONTINUE;
		}

		private boolean isOurs(Path path) throws IOException {
			return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(this.user);
		}

	}

}
