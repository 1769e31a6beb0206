package io.clusterboot.context;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How workers stop.
 *
 * @since 0.1.0
 */
public class ShutdownProperties {

	/**
	 * Deadline for all workers together to leave. Unless set, 5 seconds more than
	 * spring.lifecycle.timeout-per-shutdown-phase, and as much more as
	 * cluster.drain.period is longer than 2 seconds.
	 */
	private @Nullable Duration timeout;

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

}
