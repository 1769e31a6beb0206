package io.clusterboot.supervisor;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Clock that never jumps: the instant it was created plus the time elapsed since then.
 * For deadlines, which must not move when somebody sets the system's clock.
 */
final class MonotonicClock extends Clock {

	private final Instant start;

	private final long startNanos;

	private final LongSupplier nanoTime;

	private final ZoneId zone;

	/**
	 * Create a new {@link MonotonicClock} instance.
	 * @param start the instant to count from
	 * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
	 */
	MonotonicClock(Instant start, LongSupplier nanoTime) {
		this(start, nanoTime.getAsLong(), nanoTime, ZoneOffset.UTC);
	}

	private MonotonicClock(Instant start, long startNanos, LongSupplier nanoTime, ZoneId zone) {
		this.start = start;
		this.startNanos = startNanos;
		this.nanoTime = nanoTime;
		this.zone = zone;
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new MonotonicClock(this.start, this.startNanos, this.nanoTime, zone);
	}

	@Override
	public Instant instant() {
		return this.start.plusNanos(this.nanoTime.getAsLong() - this.startNanos);
	}

}
