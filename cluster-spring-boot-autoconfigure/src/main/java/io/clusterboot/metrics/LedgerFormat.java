package io.clusterboot.metrics;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * How an entry stands in its file: whose it is, whom it absorbed, the snapshot, and a
 * checksum of all that. What an earlier and longer entry left may follow.
 */
final class LedgerFormat {

	private static final int MAGIC = 0x434C_5301;

	private static final int HEADER = 3 * Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

	private LedgerFormat() {
	}

	static byte[] write(LedgerEntry entry, long sequence) {
		int size = HEADER + entry.absorbed().size() * Long.BYTES + entry.snapshot().length + Long.BYTES;
		ByteBuffer buffer = ByteBuffer.allocate(size);
		buffer.putInt(MAGIC).putInt(entry.ordinal()).putLong(entry.id()).putLong(sequence);
		buffer.putInt(entry.absorbed().size()).putInt(entry.snapshot().length);
		entry.absorbed().forEach(buffer::putLong);
		buffer.put(entry.snapshot());
		buffer.putLong(checksum(buffer.array(), buffer.position()));
		return buffer.array();
	}

	/**
	 * Read an entry.
	 * @param bytes what stands in a file
	 * @return the entry, or {@code null} if it is none, or none that was written to its
	 * end
	 */
	static @Nullable Stored read(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (bytes.length < HEADER + Long.BYTES || buffer.getInt() != MAGIC) {
			return null;
		}
		int ordinal = buffer.getInt();
		long id = buffer.getLong();
		long sequence = buffer.getLong();
		int absorbedCount = buffer.getInt();
		int length = buffer.getInt();
		long end = HEADER + (long) absorbedCount * Long.BYTES + length;
		if (absorbedCount < 0 || length < 0 || end > bytes.length - Long.BYTES
				|| buffer.getLong((int) end) != checksum(bytes, (int) end)) {
			return null;
		}
		Set<Long> absorbed = new TreeSet<>();
		for (int i = 0; i < absorbedCount; i++) {
			absorbed.add(buffer.getLong());
		}
		byte[] snapshot = new byte[length];
		buffer.get(snapshot);
		return new Stored(new LedgerEntry(ordinal, id, absorbed, snapshot), sequence);
	}

	private static long checksum(byte[] bytes, int length) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes, 0, length);
		return checksum.getValue();
	}

	/**
	 * An entry, and which of its process's it is.
	 *
	 * @param entry the entry
	 * @param sequence the higher the later
	 */
	record Stored(LedgerEntry entry, long sequence) {

	}

}
