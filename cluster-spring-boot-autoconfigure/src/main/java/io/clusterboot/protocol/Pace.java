package io.clusterboot.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells whether frames follow one another closely. One that comes alone is written by its
 * sender, which spares it the way over another thread; those of a stream are left to that
 * thread, which writes many at once.
 */
final class Pace {

	/**
	 * What waking a thread takes, about.
	 */
	private static final long CLOSE = TimeUnit.MICROSECONDS.toNanos(50);

	private final LongSupplier nanoTime;

	private final AtomicLong last;

	/**
	 * Create a new {@link Pace} instance.
	 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
	 */
	Pace(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.last = new AtomicLong(nanoTime.getAsLong() - CLOSE);
	}

	/**
	 * Take note of a frame.
	 * @return whether it comes alone
	 */
	boolean isSlow() {
		long now = this.nanoTime.getAsLong();
		return now - this.last.getAndSet(now) >= CLOSE;
	}

}
