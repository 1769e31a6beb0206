package io.clusterboot.protocol;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Says which of two threads reads. Who holds it may go away for a while with it, and
 * finds out on coming back whether the other has taken it.
 */
final class Baton {

	/**
	 * Odd while its holder is away.
	 */
	private final AtomicLong moves = new AtomicLong();

	/**
	 * Go away. For its holder.
	 * @return what to come back with
	 */
	long goAway() {
		return this.moves.incrementAndGet();
	}

	/**
	 * Come back.
	 * @param away what {@link #goAway()} returned
	 * @return whether the caller still holds it
	 */
	boolean comeBack(long away) {
		return this.moves.compareAndSet(away, away + 1);
	}

	boolean isHolderAway() {
		return isAway(this.moves.get());
	}

	/**
	 * Take it if its holder is away.
	 * @return whether the caller holds it now
	 */
	boolean take() {
		long moves = this.moves.get();
		return isAway(moves) && this.moves.compareAndSet(moves, moves + 1);
	}

	private static boolean isAway(long moves) {
		return (moves & 1) == 1;
	}

}
