package io.clusterboot.context;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.clusterboot.context.ClusterProperties.StartupOrder;

/**
 * How workers start.
 *
 * @since 0.1.0
 */
public class StartupProperties {

	/**
	 * Whether the first worker starts alone before the others do.
	 */
	private StartupOrder order = StartupOrder.PILOT;

	/**
	 * How many workers start at once after the first. Number of available processors
	 * unless set.
	 */
	private @Nullable Integer parallelism;

	/**
	 * Time after which a worker that is not ready is ended and counted as a failed start.
	 */
	private Duration timeout = Duration.ofMinutes(2);

	public StartupOrder getOrder() {
		return this.order;
	}

	public void setOrder(StartupOrder order) {
		this.order = order;
	}

	public @Nullable Integer getParallelism() {
		return this.parallelism;
	}

	public void setParallelism(@Nullable Integer parallelism) {
		this.parallelism = parallelism;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
