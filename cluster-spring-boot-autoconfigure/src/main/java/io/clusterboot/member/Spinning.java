package io.clusterboot.member;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Stays awake for a moment where an answer is likely to come before a thread could be put
 * to sleep and woken again. Learns from the last answers whether it is, and keeps one
 * thread awake at a time: to wait like that in vain costs others their processor.
 */
final class Spinning {

	/**
	 * About twice what it takes to wake a thread on an idle processor.
	 */
	private static final long LONGEST = TimeUnit.MICROSECONDS.toNanos(100);

	private static final int MOST_TRUST = 8;

	/**
	 * What one wait in vain costs of the trust.
	 */
	private static final int LOSS = 4;

	/**
	 * Without trust every so many questions are a trial.
	 */
	private static final int TRIAL = 64;

	private final LongSupplier nanoTime;

	private final boolean possible;

	private final AtomicInteger trust = new AtomicInteger(MOST_TRUST);

	private final AtomicInteger untried = new AtomicInteger();

	private final AtomicBoolean busy = new AtomicBoolean();

	/**
	 * Create a new {@link Spinning} instance.
	 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
	 * @param processors number of processors; with a single one nobody else could make
	 * progress
	 */
	Spinning(LongSupplier nanoTime, int processors) {
		this.nanoTime = nanoTime;
		this.possible = processors > 1;
	}

	/**
	 * Wait for a moment if that is worth it.
	 * @param done whether there is nothing to wait for any more
	 */
	void until(BooleanSupplier done) {
		if (this.possible && isWorthIt() && this.busy.compareAndSet(false, true)) {
			try {
				learn(spin(done));
			}
			finally {
				this.busy.set(false);
			}
		}
	}

	private boolean isWorthIt() {
		return this.trust.get() > 0 || this.untried.incrementAndGet() % TRIAL == 0;
	}

	private boolean spin(BooleanSupplier done) {
		long start = this.nanoTime.getAsLong();
		while (!done.getAsBoolean()) {
			if (this.nanoTime.getAsLong() - start >= LONGEST) {
				return false;
			}
			Thread.onSpinWait();
		}
		return true;
	}

	private void learn(boolean success) {
		this.trust.set(Math.max(0, Math.min(MOST_TRUST, this.trust.get() + ((success) ? 1 : -LOSS))));
	}

}
