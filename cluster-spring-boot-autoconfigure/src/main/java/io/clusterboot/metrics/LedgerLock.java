package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A lock among processes, given back by the kernel when its holder dies.
 */
final class LedgerLock implements AutoCloseable {

	/**
	 * The locks of this JVM. They are never tried: closing a second channel of a file
	 * would give up the lock that the first one holds.
	 */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final Path file;

	private final @Nullable FileChannel channel;

	private LedgerLock(Path file, @Nullable FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Try to get the lock, without waiting: who has it may be stopped.
	 * @param path the file to lock
	 * @return the lock, held or not
	 * @throws IOException if the file cannot be locked
	 */
	static LedgerLock tryLock(Path path) throws IOException {
		Path file = path.toAbsolutePath().normalize();
		if (!HELD.add(file)) {
			return new LedgerLock(file, null);
		}
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (channel.tryLock() != null) {
				return new LedgerLock(file, channel);
			}
			channel.close();
		}
		catch (IOException | RuntimeException ex) {
			HELD.remove(file);
			throw ex;
		}
		HELD.remove(file);
		return new LedgerLock(file, null);
	}

	boolean isHeld() {
		return this.channel != null;
	}

	@Override
	public void close() throws IOException {
		if (this.channel != null) {
			try {
				this.channel.close();
			}
			finally {
				HELD.remove(this.file);
			}
		}
	}

}
