package io.clusterboot.cache;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.clusterboot.process.MemoryLimit;

/**
 * Sees to it that nobody is killed for the memory that it takes to make an archive.
 *
 * @param free gives the bytes that can be had, or empty if nobody knows
 */
record TrainingMemory(Supplier<OptionalLong> free) {

	/**
	 * What a JVM takes in any case.
	 */
	private static final long BASE = 48 * SharedCache.MIB;

	/**
	 * Measured with 8,300 classes: 35 KiB for each on JDK 17, 30 KiB on JDK 25.
	 */
	private static final long EACH = 40 * 1024;

	static TrainingMemory current() {
		return new TrainingMemory(MemoryLimit::free);
	}

	/**
	 * Require enough memory for an archive.
	 * @param classes number of classes
	 * @throws IOException if there is less
	 */
	void require(int classes) throws IOException {
		long needed = BASE + classes * EACH;
		long available = this.free.get().orElse(needed);
		if (available < needed) {
			throw new IOException("to make one takes about %d MiB of memory, and %d MiB are free"
				.formatted(needed / SharedCache.MIB, Math.max(0, available / SharedCache.MIB)));
		}
	}

}
