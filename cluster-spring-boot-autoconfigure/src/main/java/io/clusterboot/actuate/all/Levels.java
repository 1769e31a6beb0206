package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the levels of loggers that were set through one of the workers, for those
 * that start later. One worker at a time sets levels, so that all of them agree about the
 * last one.
 */
final class Levels {

	/**
	 * Longest time to wait for another worker: one that is stopped in the middle of it
	 * does not keep the others from theirs.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private static final Duration RETRY = Duration.ofMillis(20);

	private static final Log logger = LogFactory.getLog(Levels.class);

	private final Path file;

	private final ReentrantLock inThisProcess = new ReentrantLock();

	Levels(Path directory) {
		this.file = directory.resolve("levels");
	}

	/**
	 * Do something while no other worker sets or reads levels.
	 * @param <T> the type of the result
	 * @param action what to do
	 * @return its result
	 */
	<T> T alone(Supplier<T> action) {
		this.inThisProcess.lock();
		try (FileChannel channel = FileChannel.open(this.file.resolveSibling("levels.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			awaitLock(channel);
			return action.get();
		}
		catch (IOException ex) {
			logger.warn("Levels of loggers are set, but not together with other workers: " + ex);
			return action.get();
		}
		finally {
			this.inThisProcess.unlock();
		}
	}

	private static @Nullable FileLock awaitLock(FileChannel channel) throws IOException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		FileLock lock = channel.tryLock();
		while (lock == null && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(RETRY.toNanos());
			lock = channel.tryLock();
		}
		return lock;
	}

	/**
	 * Return the levels that were set.
	 * @return the level by logger, empty for one that was set back
	 */
	Properties read() {
		Properties levels = new Properties();
		try (InputStream in = Files.newInputStream(this.file)) {
			levels.load(in);
		}
		catch (NoSuchFileException ex) {
			logger.trace("No level was ever set", ex);
		}
		catch (IOException | IllegalArgumentException ex) {
			logger.warn("Cannot read the levels of loggers that were set before: " + ex);
		}
		return levels;
	}

	void remember(String name, @Nullable Object level) {
		Properties levels = read();
		levels.setProperty(name, (level != null) ? String.valueOf(level) : "");
		Path changed = this.file.resolveSibling("levels.new");
		try {
			try (OutputStream out = Files.newOutputStream(changed)) {
				levels.store(out, null);
			}
			Files.move(changed, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			logger.warn("Workers that start later will not know the level of %s: %s".formatted(name, ex));
		}
	}

}
