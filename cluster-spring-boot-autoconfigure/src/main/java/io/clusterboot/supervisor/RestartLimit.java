package io.clusterboot.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * OTP's rule of intensity and period: more than {@code limit} restarts within
 * {@code period} are too many.
 *
 * @param limit how many restarts are normal
 * @param period within which time
 * @param restarts the restarts within the period, newest first
 */
record RestartLimit(int limit, Duration period, List<Instant> restarts) {

	RestartLimit {
		restarts = List.copyOf(restarts);
	}

	static RestartLimit of(int limit, Duration period) {
		return new RestartLimit(limit, period, List.of());
	}

	/**
	 * Return the limit after one more restart.
	 * @param now when it was called for
	 * @return the limit that remembers it and has forgotten what is older than the period
	 */
	RestartLimit add(Instant now) {
		Instant oldest = now.minus(this.period);
		Stream<Instant> recent = this.restarts.stream().filter((restart) -> !restart.isBefore(oldest));
		// One above the limit tells all there is to know
		return new RestartLimit(this.limit, this.period,
				Stream.concat(Stream.of(now), recent).limit(this.limit + 1L).toList());
	}

	boolean isExceeded() {
		return this.restarts.size() > this.limit;
	}

}
