package io.clusterboot.context;

import java.time.Duration;

/**
 * How workers show that they are alive.
 *
 * @since 0.1.0
 */
public class HeartbeatProperties {

	/**
	 * Time between two heartbeats of a worker.
	 */
	private Duration interval = Duration.ofSeconds(1);

	/**
	 * Time without a heartbeat after which a worker is parked: it is meant to get no new
	 * connections. Unless set, it is at least twice the interval.
	 */
	private Duration parkAfter = Duration.ofSeconds(2);

	/**
	 * Time without a heartbeat after which a worker counts as hung and is replaced.
	 */
	private Duration timeout = Duration.ofSeconds(30);

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

	public Duration getParkAfter() {
		return this.parkAfter;
	}

	public void setParkAfter(Duration parkAfter) {
		this.parkAfter = parkAfter;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
