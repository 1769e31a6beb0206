package io.clusterboot.metrics;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Records the snapshots of one process.
 *
 * @since 0.1.0
 */
public final class SnapshotRecorder implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SnapshotRecorder.class);

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Not channels: those are closed when a thread that writes is interrupted.
	 */
	private final @Nullable RandomAccessFile[] slots = new RandomAccessFile[LedgerFolder.SLOTS];

	private final LedgerFolder folder;

	private final LedgerName name;

	private long recorded;

	private boolean failed;

	SnapshotRecorder(LedgerFolder folder, LedgerName name) {
		this.folder = folder;
		this.name = name;
	}

	/**
	 * Record a snapshot, in place of the one before. To be called before anybody sees it.
	 * @param snapshot the snapshot
	 * @return whether it was recorded; that it was not is logged the first time
	 */
	public boolean record(byte[] snapshot) {
		this.lock.lock();
		try {
			return write(snapshot);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take a snapshot and record it. One that was taken earlier never replaces one that
	 * was taken later, which callers that take them at the same time cannot ensure.
	 * @param source takes a snapshot
	 * @return the snapshot, recorded or not
	 */
	public byte[] record(Supplier<byte[]> source) {
		this.lock.lock();
		try {
			byte[] snapshot = source.get();
			write(snapshot);
			return snapshot;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean write(byte[] snapshot) {
		// After a failure the same file again: the other one is whole.
		int slot = (int) (this.recorded % LedgerFolder.SLOTS);
		try {
			RandomAccessFile file = open(slot);
			file.seek(0);
			file.write(LedgerFormat.write(new LedgerEntry(this.name.ordinal(), this.name.id(), Set.of(), snapshot),
					this.recorded));
			this.recorded++;
			this.failed = false;
			return true;
		}
		catch (IOException ex) {
			if (!this.failed) {
				logger.warn("Could not record what this process counted, counters may fall when it dies: " + ex);
			}
			this.failed = true;
			return false;
		}
	}

	private RandomAccessFile open(int slot) throws IOException {
		RandomAccessFile file = this.slots[slot];
		if (file == null) {
			file = new RandomAccessFile(this.folder.slot(this.name, slot).toFile(), "rw");
			this.slots[slot] = file;
		}
		return file;
	}

	@Override
	public void close() throws IOException {
		this.lock.lock();
		try {
			for (int slot = 0; slot < LedgerFolder.SLOTS; slot++) {
				RandomAccessFile file = this.slots[slot];
				if (file != null) {
					file.close();
				}
				this.slots[slot] = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
