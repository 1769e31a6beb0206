package io.clusterboot.context;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.clusterboot.supervisor.RecycleSettings;

/**
 * When a worker that is well is replaced nevertheless.
 *
 * @since 0.1.0
 */
public class RecycleProperties {

	/**
	 * Age at which a worker is replaced. None unless set.
	 */
	private @Nullable Duration maxLifetime;

	/**
	 * Number of requests after which a worker is replaced. None unless set.
	 */
	private @Nullable Long maxRequests;

	/**
	 * Heap in use after a garbage collection at which a worker is replaced. None unless
	 * set.
	 */
	private @Nullable DataSize maxHeapAfterGc;

	public @Nullable Duration getMaxLifetime() {
		return this.maxLifetime;
	}

	public void setMaxLifetime(@Nullable Duration maxLifetime) {
		this.maxLifetime = maxLifetime;
	}

	public @Nullable Long getMaxRequests() {
		return this.maxRequests;
	}

	public void setMaxRequests(@Nullable Long maxRequests) {
		this.maxRequests = maxRequests;
	}

	public @Nullable DataSize getMaxHeapAfterGc() {
		return this.maxHeapAfterGc;
	}

	public void setMaxHeapAfterGc(@Nullable DataSize maxHeapAfterGc) {
		this.maxHeapAfterGc = maxHeapAfterGc;
	}

	RecycleSettings toSettings() {
		return new RecycleSettings(this.maxLifetime, this.maxRequests,
				(this.maxHeapAfterGc != null) ? this.maxHeapAfterGc.toBytes() : null);
	}

}
