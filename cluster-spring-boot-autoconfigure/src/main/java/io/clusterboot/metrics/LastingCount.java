package io.clusterboot.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;

/**
 * A count in the status, which keeps its value while the primary is silent and never
 * falls.
 */
class LastingCount {

	private final Supplier<@Nullable ClusterStatus> status;

	private final ToLongFunction<ClusterStatus> count;

	private final AtomicLong last;

	/**
	 * Create a new {@link LastingCount} instance.
	 * @param status gives the current status, or {@code null} if the primary is silent
	 * @param count tells the count
	 * @param first where to begin, for the primary may be silent from now on
	 */
	LastingCount(Supplier<@Nullable ClusterStatus> status, ToLongFunction<ClusterStatus> count,
			@Nullable ClusterStatus first) {
		this.status = status;
		this.count = count;
		this.last = new AtomicLong((first != null) ? count.applyAsLong(first) : 0);
	}

	long get() {
		ClusterStatus status = this.status.get();
		return (status != null) ? this.last.accumulateAndGet(this.count.applyAsLong(status), Math::max)
				: this.last.get();
	}

}
