package io.clusterboot.member;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

/**
 * Rings when the earliest of many deadlines has come, few of which ever do. One timer
 * serves all: while an earlier one is waited for, a further deadline costs nothing.
 */
final class Deadlines {

	private static final long NONE = Long.MAX_VALUE;

	private final Runnable bell;

	private final LongSupplier nanoTime;

	private final ObjLongConsumer<Runnable> timer;

	private final long origin;

	private final AtomicLong next = new AtomicLong(NONE);

	/**
	 * Deadlines that have a timer: one is enough, even if it is watched again.
	 */
	private final Set<Long> timed = ConcurrentHashMap.newKeySet();

	/**
	 * Create a new {@link Deadlines} instance.
	 * @param bell has to look for what is due, and to {@link #watch} the earliest of the
	 * others
	 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
	 * @param timer runs a task after a number of nanoseconds
	 */
	Deadlines(Runnable bell, LongSupplier nanoTime, ObjLongConsumer<Runnable> timer) {
		this.bell = bell;
		this.nanoTime = nanoTime;
		this.timer = timer;
		this.origin = nanoTime.getAsLong();
	}

	/**
	 * Return a deadline.
	 * @param timeout time from now on
	 * @return the deadline
	 */
	long after(Duration timeout) {
		long deadline = now() + timeout.toNanos();
		return (deadline >= 0) ? deadline : NONE - 1;
	}

	boolean isOver(long deadline) {
		return now() >= deadline;
	}

	/**
	 * Ring at this deadline unless an earlier one is waited for.
	 * @param deadline the deadline
	 */
	void watch(long deadline) {
		long next = this.next.get();
		while (deadline < next) {
			if (this.next.compareAndSet(next, deadline)) {
				if (this.timed.add(deadline)) {
					this.timer.accept(() -> ring(deadline), Math.max(0, deadline - now()));
				}
				return;
			}
			next = this.next.get();
		}
	}

	private void ring(long deadline) {
		// Before it is looked for what is due: a deadline from here on has its own timer.
		this.timed.remove(deadline);
		this.next.compareAndSet(deadline, NONE);
		this.bell.run();
	}

	private long now() {
		return this.nanoTime.getAsLong() - this.origin;
	}

}
