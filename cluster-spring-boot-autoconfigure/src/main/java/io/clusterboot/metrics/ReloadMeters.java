package io.clusterboot.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;

/**
 * Counts the reloads that end while this process runs, as far as the status tells: of two
 * that end between two looks at it, the last one.
 */
class ReloadMeters {

	private static final long UNKNOWN = -1;

	private final AtomicInteger succeeded = new AtomicInteger();

	private final AtomicInteger failed = new AtomicInteger();

	/**
	 * Id of the last reload that is counted, or was over before this process began to
	 * count.
	 */
	private final AtomicLong last = new AtomicLong(UNKNOWN);

	void register(MeterRegistry registry, Runnable look) {
		register(registry, "success", this.succeeded, look);
		register(registry, "failure", this.failed, look);
	}

	private void register(MeterRegistry registry, String outcome, AtomicInteger count, Runnable look) {
		FunctionCounter.builder("cluster.reloads", this, (meters) -> {
			look.run();
			return count.get();
		}).description("Reloads that have ended").tag("outcome", outcome).register(registry);
	}

	void follow(@Nullable ReloadStatus reload) {
		boolean ended = reload != null && reload.state() != ReloadState.RUNNING;
		if (reload == null || !ended) {
			this.last.compareAndSet(UNKNOWN, (reload != null) ? reload.id() - 1 : 0);
			return;
		}
		long before = this.last.getAndAccumulate(reload.id(), Math::max);
		if (before != UNKNOWN && before < reload.id()) {
			((reload.state() == ReloadState.SUCCEEDED) ? this.succeeded : this.failed).incrementAndGet();
		}
	}

}
