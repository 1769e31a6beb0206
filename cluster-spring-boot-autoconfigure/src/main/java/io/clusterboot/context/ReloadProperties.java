package io.clusterboot.context;

import java.time.Duration;

/**
 * How all workers are replaced, one after the other.
 *
 * @since 0.1.0
 */
public class ReloadProperties {

	/**
	 * Longest time for one step of a reload: to prepare the jar, or to replace one
	 * worker.
	 */
	private Duration timeout = Duration.ofMinutes(5);

	/**
	 * Whether to reload when the application's jar has changed on disk.
	 */
	private boolean watch = false;

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public boolean isWatch() {
		return this.watch;
	}

	public void setWatch(boolean watch) {
		this.watch = watch;
	}

}
