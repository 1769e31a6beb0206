package io.clusterboot.context;

import java.time.Duration;

/**
 * How workers that exited are replaced.
 *
 * @since 0.1.0
 */
public class RestartProperties {

	/**
	 * Whether a worker that exited unexpectedly is replaced.
	 */
	private boolean enabled = true;

	/**
	 * Time between the exit of a stable worker and the start of its replacement. Doubles
	 * with every further exit.
	 */
	private Duration initialBackoff = Duration.ofMillis(200);

	/**
	 * Longest time between an exit and the start of the replacement.
	 */
	private Duration maxBackoff = Duration.ofSeconds(30);

	/**
	 * Number of restarts within the period after which the primary gives up, provided
	 * that no worker serves.
	 */
	private int limit = 5;

	/**
	 * Period in which restarts are counted.
	 */
	private Duration period = Duration.ofSeconds(60);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getInitialBackoff() {
		return this.initialBackoff;
	}

	public void setInitialBackoff(Duration initialBackoff) {
		this.initialBackoff = initialBackoff;
	}

	public Duration getMaxBackoff() {
		return this.maxBackoff;
	}

	public void setMaxBackoff(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	public int getLimit() {
		return this.limit;
	}

	public void setLimit(int limit) {
		this.limit = limit;
	}

	public Duration getPeriod() {
		return this.period;
	}

	public void setPeriod(Duration period) {
		this.period = period;
	}

}
